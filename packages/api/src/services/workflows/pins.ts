import { deletePinRow, listPinRows, type PinRow, savePinRow } from '@spane/db'
import type { PinnedOutput } from '@spane/engine'
import { JsonValueError, outputsOf, parseJsonText } from '@spane/workflow'
import type { PinnedData } from '../../contract.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { PinDataInput, UnpinDataInput, WorkflowIdInput } from '../../input/workflow-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { loadDraft } from './draft.ts'

/** Most bytes pinned to one node. */
export const MAX_PIN_BYTES = 1024 * 1024
/** Most nodes with pinned data, and most bytes of it, in a workflow. */
export const PIN_LIMITS = { maxPins: 100, maxBytes: 8 * 1024 * 1024 }
/** Said when those are passed. */
export const TOO_MANY_PINS = 'A workflow may hold pinned data for 100 nodes and of 8 MiB at most: unpin some first.'

/** Data pinned to nodes of a draft. Nodes that were deleted keep theirs, for the case that this is undone. */
export async function listPins(context: ServiceContext, { id }: WorkflowIdInput): Promise<{ items: PinnedData[] }> {
  const { prisma, workspaceId } = context
  await loadDraft(context, id)
  const rows = await listPinRows(prisma, workspaceId, id)
  return { items: rows.map((row) => toPinnedData(row, context.redact)) }
}

/**
 * Has data stand for a node's output in test runs of the draft; never in what triggers, the API or other workflows run.
 * @throws ApiError `BAD_INPUT` at `data` when it is not JSON or too large, at `port` when the node has no such output
 */
export async function pinData(
  context: ServiceContext,
  { id, nodeId, data, port }: PinDataInput,
): Promise<{ nodeId: string }> {
  const { prisma, workspaceId, types } = context
  const { workflow } = await loadDraft(context, id)
  const node = workflow.nodes.find((candidate) => candidate.id === nodeId)
  if (!node) throw new ApiError('NODE_NOT_FOUND', 'This workflow has no such node; save it first.', { field: 'nodeId' })
  const bytes = Buffer.byteLength(data)
  if (bytes > MAX_PIN_BYTES) throw tooLarge('Pinned data may have 1 MiB a node at most.')
  try {
    parseJsonText(data)
  } catch (cause) {
    if (!(cause instanceof JsonValueError)) throw cause
    throw new ApiError('BAD_INPUT', cause.message, { field: 'data', cause })
  }
  const ports = outputsOf(types.get(node.type), node.config)
  if (ports && !ports.includes(port)) {
    throw new ApiError(
      'BAD_INPUT',
      `The node has no output ${JSON.stringify(port)}: choose one of ${ports.join(', ')}.`,
      {
        field: 'port',
      },
    )
  }
  if (!(await savePinRow(prisma, { workspaceId, workflowId: id, nodeId, port, data }, PIN_LIMITS))) {
    throw tooLarge(TOO_MANY_PINS)
  }
  return { nodeId }
}

export async function unpinData({ prisma, workspaceId }: ServiceContext, { id, nodeId }: UnpinDataInput) {
  await deletePinRow(prisma, { workspaceId, workflowId: id, nodeId })
  return { nodeId }
}

/** What test runs are handed; undefined when nothing is pinned. */
export async function readPins(
  { prisma, workspaceId }: Pick<ServiceContext, 'prisma' | 'workspaceId'>,
  workflowId: string,
): Promise<Record<string, PinnedOutput> | undefined> {
  const rows = await listPinRows(prisma, workspaceId, workflowId)
  if (rows.length === 0) return undefined
  return Object.fromEntries(rows.map(({ nodeId, port, data }) => [nodeId, { output: data, port }]))
}

function toPinnedData({ nodeId, port, data, updatedAt }: PinRow, redact: (text: string) => string): PinnedData {
  return { nodeId, port, data: redact(data), bytes: Buffer.byteLength(data), updatedAt: updatedAt.toISOString() }
}

function tooLarge(message: string): ApiError {
  return new ApiError('BAD_INPUT', message, { field: 'data' })
}
