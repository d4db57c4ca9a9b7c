import { savePinRow } from '@spane/db'
import type { NodeRunRow } from '@spane/engine'
import { outputsOf, type WorkflowNode } from '@spane/workflow'
import type { PinnedRun } from '../../contract.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { PinRunInput } from '../../input/workflow-input.ts'
import { requireExecution } from '../executions/execution-summary.ts'
import type { ServiceContext } from '../service-context.ts'
import { loadDraft } from './draft.ts'
import { MAX_PIN_BYTES, PIN_LIMITS, TOO_MANY_PINS } from './pins.ts'

/** Outputs may be large: only so many are in memory at a time. */
const BATCH_SIZE = 10

/**
 * Pins what the nodes of a run gave to the nodes of the draft that are still there, so that test runs start from where that
 * run got to: a node that failed or was not reached runs. What cannot be pinned is left out and named.
 * @throws ApiError `BAD_INPUT` at `executionId` when it is a run of another workflow
 */
export async function pinRun(context: ServiceContext, { id, executionId }: PinRunInput): Promise<PinnedRun> {
  const { store } = context.engine
  const { workflow } = await loadDraft(context, id)
  const execution = await requireExecution(context, executionId)
  if (execution.workflowId !== id) {
    throw new ApiError('BAD_INPUT', 'That is a run of another workflow.', { field: 'executionId' })
  }
  const nodes = new Map(workflow.nodes.map((node) => [node.id, node]))
  const runs = (await store.readNodeRuns(executionId)).filter(({ status }) => status === 'completed')
  const result: PinnedRun = { pinned: [], left: [] }
  const pinnable: { nodeId: string; port: string }[] = []
  for (const run of runs) {
    const port = portOf(context, nodes.get(run.nodeId), run)
    if ('reason' in port) result.left.push({ nodeId: run.nodeId, reason: port.reason })
    else pinnable.push({ nodeId: run.nodeId, port: port.id })
  }
  for (let from = 0; from < pinnable.length; from += BATCH_SIZE) {
    const batch = pinnable.slice(from, from + BATCH_SIZE)
    const outputs = await store.readOutputs(
      executionId,
      batch.map(({ nodeId }) => nodeId),
    )
    for (const { nodeId, port } of batch) {
      const reason = await pinOutput(context, { workflowId: id, nodeId, port, data: outputs[nodeId] ?? 'null' })
      if (reason === undefined) result.pinned.push(nodeId)
      else result.left.push({ nodeId, reason })
    }
  }
  return result
}

function portOf(
  { types }: ServiceContext,
  node: WorkflowNode | undefined,
  run: NodeRunRow,
): { id: string } | { reason: string } {
  if (!node) return { reason: 'The workflow has this node no more.' }
  const [port = 'main', ...others] = run.ports ?? []
  if (others.length > 0) return { reason: 'It gave data on several outputs, and only one can be pinned.' }
  const known = outputsOf(types.get(node.type), node.config)
  return known && !known.includes(port) ? { reason: `The node has no output “${port}” any more.` } : { id: port }
}

/** Pins one output, or returns why not. */
async function pinOutput(
  { prisma, workspaceId }: ServiceContext,
  pin: { workflowId: string; nodeId: string; port: string; data: string },
): Promise<string | undefined> {
  if (Buffer.byteLength(pin.data) > MAX_PIN_BYTES) return 'Its data is larger than 1 MiB.'
  return (await savePinRow(prisma, { workspaceId, ...pin }, PIN_LIMITS)) ? undefined : TOO_MANY_PINS
}
