import { findLatestExecutionId, listPerPortNodes, listPinRows } from '@spane/db'
import { compileGraph, DEFAULT_MAX_JSON_BYTES, parentsOf } from '@spane/workflow'
import type { DataOrigin, NodeDataDetail, NodeOutputData } from '../../contract.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { NodeDataInput } from '../../input/workflow-input.ts'
import { requireExecution } from '../executions/execution-summary.ts'
import type { ServiceContext } from '../service-context.ts'
import { toInputPayload } from '../shared/node-input.ts'
import { toPayload } from '../shared/payload.ts'
import { loadDraft } from './draft.ts'

/** More is sent only to whoever asks for the whole. */
const MAX_BYTES = 1024 * 1024

interface Source {
  executionId: string
  versionId: string
  origin: DataOrigin
}

/**
 * Real data for the expressions of a node: of the execution that is asked for, else what is pinned, else of the newest
 * execution. What a node has in none of them is left out. Secrets are masked.
 */
export async function getNodeData(
  context: ServiceContext,
  { id, nodeId, outputs, executionId, whole }: NodeDataInput,
): Promise<NodeDataDetail> {
  await loadDraft(context, id)
  const maxBytes = whole ? DEFAULT_MAX_JSON_BYTES : MAX_BYTES
  const [chosen, latest] = await Promise.all([findChosen(context, id, executionId), findLatest(context, id)])
  const found = new Map<string, NodeOutputData>()
  const missing = () => outputs.filter((output) => !found.has(output))
  const addFrom = async (source: Source | undefined) => {
    for (const output of source ? await readOutputs(context, source, missing(), maxBytes) : []) {
      found.set(output.nodeId, output)
    }
  }
  await addFrom(chosen)
  for (const { nodeId, port, data } of await listPinRows(context.prisma, context.workspaceId, id)) {
    if (!missing().includes(nodeId)) continue
    const payload = toPayload(context.redact(data), maxBytes)
    found.set(nodeId, { nodeId, data: payload, perPort: false, port, origin: { kind: 'pinned' } })
  }
  await addFrom(latest)
  const input =
    (chosen && (await readInput(context, chosen, nodeId, maxBytes))) ??
    (latest && (await readInput(context, latest, nodeId, maxBytes))) ??
    null
  return { input, outputs: outputs.flatMap((output) => found.get(output) ?? []) }
}

async function findChosen(
  context: ServiceContext,
  workflowId: string,
  executionId: string | undefined,
): Promise<Source | undefined> {
  if (executionId === undefined) return undefined
  const row = await requireExecution(context, executionId)
  if (row.workflowId !== workflowId)
    throw new ApiError('EXECUTION_NOT_FOUND', 'This workflow has no such execution; it may have been cleared away.')
  return toSource(row, 'run')
}

async function findLatest(context: ServiceContext, workflowId: string): Promise<Source | undefined> {
  const id = await findLatestExecutionId(context.prisma, context.workspaceId, workflowId)
  return id === undefined ? undefined : toSource(await requireExecution(context, id), 'last-run')
}

function toSource(row: { id: string; versionId: string; startedAt: Date | null }, kind: 'run' | 'last-run'): Source {
  const startedAt = row.startedAt?.toISOString() ?? null
  return { executionId: row.id, versionId: row.versionId, origin: { kind, executionId: row.id, startedAt } }
}

async function readOutputs(
  context: ServiceContext,
  { executionId, origin }: Source,
  nodeIds: string[],
  maxBytes: number,
): Promise<NodeOutputData[]> {
  if (nodeIds.length === 0) return []
  const [texts, perPort] = await Promise.all([
    context.engine.store.readOutputs(executionId, nodeIds),
    listPerPortNodes(context.prisma, executionId, nodeIds),
  ])
  return Object.entries(texts).map(([nodeId, text]) => ({
    nodeId,
    data: toPayload(context.redact(text), maxBytes),
    perPort: perPort.includes(nodeId),
    port: null,
    origin,
  }))
}

async function readInput(
  { engine, redact }: ServiceContext,
  { executionId, versionId, origin }: Source,
  nodeId: string,
  maxBytes: number,
): Promise<NodeDataDetail['input']> {
  const [[found], version] = await Promise.all([
    engine.store.readNodeInputs([{ executionId, nodeId }]),
    engine.store.getVersion(versionId),
  ])
  const data = found && version && toInputPayload(version.workflow, found, redact, maxBytes)
  return data ? { data, parents: [...parentsOf(compileGraph(version.workflow), nodeId)], origin } : null
}
