import { type ChildrenRequest, UnrecoverableNodeError } from '@spane/node-sdk'
import { JsonValueError, resolveEntry, toJsonText } from '@spane/workflow'
import { type Command, MAX_DEPTH } from '../execution/command.ts'
import type { NodeInput } from '../execution/node-input.ts'
import type { LogLine } from '../execution/state.ts'
import { childExecutionId } from '../ports/child-execution-id.ts'
import type { ExecutionStore, StartRequest } from '../ports/execution-store.ts'
import type { EngineMetrics } from '../ports/metrics.ts'
import type { NodeRegistry } from '../registry/node-registry.ts'
import type { LazyAbort } from './lazy-abort.ts'

/** Staged at once in the store; more would only make the transaction longer. */
const BATCH = 200

/**
 * Stages the child executions that a node asks for, and returns the command that suspends the node until they have ended
 * (rules 8.1 and 8.2). Done again after a lost worker, it stages nothing twice.
 * @throws UnrecoverableNodeError when the workflow is unknown, too deep or calls itself
 */
export async function createChildren(options: {
  store: ExecutionStore
  registry: NodeRegistry
  input: NodeInput
  request: ChildrenRequest
  abort: LazyAbort
  logs: readonly LogLine[] | undefined
  metrics?: EngineMetrics | undefined
  /** Gives each child its trace; absent: they have none. */
  trace?: (() => string | undefined) | undefined
}): Promise<Extract<Command, { type: 'waitForChildren' }>> {
  const { store, registry, input, request, abort, logs, metrics } = options
  const { execution, node } = input
  const version = await store.getPublishedVersion(execution.workspaceId, request.workflowId)
  if (!version) {
    throw new UnrecoverableNodeError(`There is no published workflow ${JSON.stringify(request.workflowId)}`, {
      code: 'WORKFLOW_NOT_FOUND',
    })
  }
  await refuseEndlessCalls(store, input, request.workflowId)
  const entry = resolveEntry(version.workflow, registry)
  if ('problem' in entry) throw new UnrecoverableNodeError(entry.problem.message, { code: entry.problem.code })
  for (let from = 0; from < request.inputs.length; from += BATCH) {
    abort.throwIfAborted()
    const batch = request.inputs.slice(from, from + BATCH).map((value, offset): StartRequest => {
      const trace = options.trace?.()
      const child = { executionId: execution.id, nodeId: node.nodeId, index: from + offset }
      return {
        executionId: childExecutionId(child),
        versionId: version.id,
        input: itemText(value, child.index),
        parent: { ...child, depth: execution.depth + 1 },
        ...(trace !== undefined && { trace }),
        priority: execution.priority,
      }
    })
    // Apart from being counted: without metrics they are staged all the same.
    const staged = await store.stageChildren(batch)
    metrics?.executionsStarted(staged)
  }
  return {
    type: 'waitForChildren',
    nodeId: node.nodeId,
    token: node.starts,
    total: request.inputs.length,
    concurrency: Math.max(1, Math.floor(request.concurrency ?? 1)),
    stopOnFailure: request.stopOnFailure ?? false,
    entryNodeId: entry.entryNodeId,
    logs,
  }
}

async function refuseEndlessCalls(store: ExecutionStore, { execution }: NodeInput, workflowId: string): Promise<void> {
  if (execution.depth + 1 >= MAX_DEPTH) {
    throw new UnrecoverableNodeError(`Workflows may call one another ${MAX_DEPTH} deep at most`, { code: 'TOO_DEEP' })
  }
  const callers = [execution, ...(execution.parent ? await store.readAncestors(execution.id) : [])]
  if (!callers.some((caller) => caller.workflowId === workflowId)) return
  const path = [...callers.map((caller) => caller.workflowId).reverse(), workflowId].join(' → ')
  throw new UnrecoverableNodeError(`A workflow may not call itself: ${path}`, { code: 'WORKFLOW_CYCLE' })
}

function itemText(value: unknown, index: number): string {
  try {
    return toJsonText(value ?? null)
  } catch (error) {
    if (!(error instanceof JsonValueError)) throw error
    throw new UnrecoverableNodeError(`Item ${index}: ${error.message}`, { code: error.code, cause: error })
  }
}
