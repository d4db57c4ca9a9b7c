import type { ExecutionOrigin } from '@spane/realtime'
import { compileGraph, resolveEntry, type Workflow } from '@spane/workflow'
import { EngineError } from './engine-error.ts'
import { type PinnedOutput, type PlanResult, planStart, type SourceExecution } from './execution/plan-start.ts'
import type { ExecutionRow } from './execution/state.ts'
import { inputText } from './input-text.ts'
import { executionNotFound } from './not-found.ts'
import { createExecutionId } from './ports/create-execution-id.ts'
import type { ExecutionStore, StartRequest, WorkflowVersion } from './ports/execution-store.ts'
import type { NodeRegistry } from './registry/node-registry.ts'

export interface RerunOptions {
  /** Begin at this node and reuse what is before it; absent: the whole again. */
  fromNodeId?: string
  /** Go no further than this node; the same as `fromNodeId` runs that node alone. */
  toNodeId?: string
  /** In place of the input of that node, or of the execution. */
  input?: unknown
  /** `latest` is the version that starts use now. Default `original`. */
  version?: 'original' | 'latest'
  /** A certain version of the same workflow. */
  versionId?: string
  /** Data in place of nodes' outputs, by node id. */
  pins?: Readonly<Record<string, PinnedOutput>>
  /** What set it off; `rerun` of that execution when absent. */
  origin?: ExecutionOrigin
  idempotencyKey?: string
}

export interface RerunContext {
  store: ExecutionStore
  workspaceId: string
  registry: NodeRegistry
  currentVersion: (workflowId: string) => Promise<WorkflowVersion | undefined>
}

/** Reads what there is of an execution and decides how a new one begins from it (rule 8.3). */
export async function planRerun(
  context: RerunContext,
  executionId: string,
  options: RerunOptions,
): Promise<StartRequest> {
  const { store, workspaceId } = context
  const [execution, storedInput] = await Promise.all([
    store.readExecution(executionId),
    store.readExecutionInput(executionId),
  ])
  if (execution?.workspaceId !== workspaceId) throw executionNotFound(executionId)
  const { fromNodeId, toNodeId, pins, idempotencyKey } = options
  const version = await versionFor(context, execution, options)
  const entryNodeId = entryOf(context, version.workflow, execution.entryNodeId, fromNodeId)
  const edited = options.input === undefined ? undefined : inputText(options.input)
  // The entry's input is the execution's own, so that a re-run of the re-run finds it there.
  const fromInside = fromNodeId !== undefined && fromNodeId !== entryNodeId
  const input = (fromInside ? undefined : edited) ?? storedInput ?? '{}'
  const isPartial = fromNodeId !== undefined || toNodeId !== undefined || pins !== undefined
  const planned: PlanResult = isPartial
    ? planStart({
        graph: compileGraph(version.workflow),
        entryNodeId,
        ...(fromNodeId !== undefined && {
          from: { nodeId: fromNodeId, ...(fromInside && edited !== undefined && { input: edited }) },
          source: await readSource(store, executionId),
        }),
        ...(toNodeId !== undefined && { to: toNodeId }),
        ...(pins && { pins }),
      })
    : { plan: undefined }
  if ('refusal' in planned) throw planRefused(planned.refusal, fromNodeId === undefined ? 'toNodeId' : 'fromNodeId')
  const origin: ExecutionOrigin = options.origin ?? {
    kind: 'rerun',
    executionId,
    ...(fromNodeId !== undefined && { nodeId: fromNodeId }),
    ...(edited !== undefined && { edited: true }),
  }
  return {
    executionId: createExecutionId(),
    versionId: version.id,
    entryNodeId,
    input,
    origin,
    ...(planned.plan && { plan: planned.plan }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  }
}

export function planRefused({ code, message }: Extract<PlanResult, { refusal: unknown }>['refusal'], field: string) {
  return new EngineError(code, message, { field })
}

async function readSource(store: ExecutionStore, executionId: string): Promise<SourceExecution> {
  const [nodes, edges] = await Promise.all([store.readNodeRuns(executionId), store.readEdgeOutcomes(executionId)])
  return { executionId, nodes, edges }
}

async function versionFor(
  { store, currentVersion }: RerunContext,
  { versionId, workflowId }: ExecutionRow,
  options: RerunOptions,
): Promise<WorkflowVersion> {
  const latest = options.version === 'latest' && options.versionId === undefined
  const id = options.versionId ?? versionId
  const version = latest ? await currentVersion(workflowId) : await store.getVersion(id)
  if (version?.workflowId === workflowId) return version
  const message = latest
    ? `The workflow ${JSON.stringify(workflowId)} has no published version`
    : `No version of the workflow ${JSON.stringify(workflowId)} has the id ${id}`
  throw new EngineError('VERSION_NOT_FOUND', message, { field: latest ? 'version' : 'versionId' })
}

/** The entry of the first execution, or where this version starts when it is no longer there. */
function entryOf(
  { registry }: RerunContext,
  workflow: Workflow,
  entryNodeId: string | null,
  fromNodeId: string | undefined,
): string {
  if (entryNodeId !== null && workflow.nodes.some((node) => node.id === entryNodeId)) return entryNodeId
  const entry = resolveEntry(workflow, registry)
  if ('entryNodeId' in entry) return entry.entryNodeId
  if (fromNodeId !== undefined) return fromNodeId
  throw new EngineError('NODE_NOT_FOUND', entry.problem.message, { field: 'entryNodeId' })
}
