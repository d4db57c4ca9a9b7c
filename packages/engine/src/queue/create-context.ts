import { type ChildResult, createNodeLogger, type ExecutionContext } from '@spane/node-sdk'
import { ancestorsOf, parentsOf, type WorkflowGraph } from '@spane/workflow'
import type { ClaimedNode } from '../execution/command.ts'
import { composeInput, composeOutput, previousResults } from '../execution/compose-input.ts'
import type { NodeInput } from '../execution/node-input.ts'
import type { WaitState } from '../execution/state.ts'
import type { ResolveConfig } from '../ports/config-resolver.ts'
import type { ExecutionStore } from '../ports/execution-store.ts'
import type { ResumeTarget, ResumeUrl } from '../ports/resume-url.ts'
import type { NodeRegistry } from '../registry/node-registry.ts'
import type { LazyAbort } from './lazy-abort.ts'
import type { NodeLog } from './node-log.ts'
import type { VersionCache } from './version-cache.ts'

interface ContextSources {
  store: ExecutionStore
  versions: VersionCache
  registry: NodeRegistry
  resolveConfig: ResolveConfig | undefined
  resumeUrl?: ResumeUrl | undefined
}

/**
 * What an executor is handed for one attempt. The signal, the log and the parents' results are made when they are first
 * looked at: most nodes do without them.
 */
export async function createContext(
  sources: ContextSources,
  start: {
    input: NodeInput
    graph: WorkflowGraph
    abort: LazyAbort
    openLog: () => NodeLog
    traceparent: string | undefined
  },
): Promise<ExecutionContext> {
  const { input, graph, abort, openLog, traceparent } = start
  const { node, execution } = input
  const { store, resolveConfig, registry } = sources
  const definition = graph.nodes.get(node.nodeId)
  const inputData = composeInput(graph, input)
  const readOutput = async (nodeId: string): Promise<unknown> => {
    if (!ancestorsOf(graph, node.nodeId).has(nodeId)) return undefined
    const outputs = await store.readOutputs(execution.id, [nodeId])
    const text = outputs[nodeId]
    return text === undefined ? undefined : JSON.parse(text)
  }
  const config = definition?.config ?? {}
  const description = registry.description(definition?.type ?? '')
  const resumeUrl = description?.resumable && sources.resumeUrl?.(openWait(execution.id, node))
  const nodeConfig = resolveConfig
    ? await resolveConfig({
        config,
        nodeType: definition?.type ?? '',
        description,
        scope: {
          input: inputData,
          execution: { id: execution.id, workflowId: execution.workflowId, ...(resumeUrl && { resumeUrl }) },
          readOutput,
        },
        get signal() {
          return abort.signal
        },
      })
    : config
  let results: ExecutionContext['previousResults'] | undefined
  let log: ExecutionContext['log'] | undefined
  const context: ExecutionContext = {
    workflowId: execution.workflowId,
    executionId: execution.id,
    nodeId: node.nodeId,
    attempt: node.attempt,
    start: node.starts,
    inputData,
    nodeConfig,
    parents: parentsOf(graph, node.nodeId),
    get previousResults() {
      results ??= previousResults(input)
      return results
    },
    get signal() {
      return abort.signal
    },
    get log() {
      if (!log) {
        const lines = openLog()
        log = createNodeLogger((level, message, fields) => lines.write(level, message, fields))
      }
      return log
    },
    idempotencyKey: `${execution.id}:${node.nodeId}`,
    resumed: node.resumed,
    readChildren: (range) => readChildren(sources, execution.id, node.nodeId, range),
    readOutput,
  }
  if (node.resumed && node.wait?.kind === 'signal') context.signalled = readSignal(node.wait)
  if (resumeUrl) context.resumeUrl = resumeUrl
  if (traceparent !== undefined) context.traceparent = traceparent
  return context
}

async function readChildren(
  { store, versions }: ContextSources,
  executionId: string,
  nodeId: string,
  range: { from: number; limit: number },
): Promise<ChildResult[]> {
  const rows = await store.readChildren({ executionId, nodeId }, range)
  return Promise.all(
    rows.map(async (row): Promise<ChildResult> => {
      const { id, versionId, status } = row.execution
      const graph = await versions.graph(versionId)
      const ended = status === 'completed' || status === 'failed' || status === 'cancelled'
      return {
        executionId: id,
        index: row.index,
        status: ended ? status : 'queued',
        ...(status === 'completed' && { output: composeOutput(graph, row.outputs) }),
        ...(row.error && { error: row.error }),
      }
    }),
  )
}

/** The wait that a start begins, or goes on with after a reminder. */
function openWait(executionId: string, { nodeId, starts, resumed, wait }: ClaimedNode['node']): ResumeTarget {
  return { executionId, nodeId, start: resumed && wait?.kind === 'signal' ? wait.opened : starts }
}

function readSignal(wait: Extract<WaitState, { kind: 'signal' }>): NonNullable<ExecutionContext['signalled']> {
  if (wait.reminding) return { reminder: wait.reminders }
  return wait.payload === undefined ? { timedOut: true } : { payload: JSON.parse(wait.payload) }
}
