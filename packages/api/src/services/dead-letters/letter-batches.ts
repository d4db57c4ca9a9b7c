import type { DeadLetterGroup, LetterBatchRow } from '@spane/engine'
import type { Page } from '../../contract.ts'
import type { DeadLetterBatch, DeadLetterBatchItem } from '../../dead-letter-contract.ts'
import type { LetterBatchIdInput, ListBatchItemsInput, ListLetterBatchesInput } from '../../input/dead-letter-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { decodeCursor, toPage } from '../shared/cursor.ts'

/** The newest first. */
export async function listLetterBatches(
  context: ServiceContext,
  { cursor, limit, open }: ListLetterBatchesInput,
): Promise<Page<DeadLetterBatch>> {
  const before = decodeCursor(cursor, 'uuid')
  const rows = await context.engine.deadLetters.inWorkspace(context.workspaceId).batches({
    open,
    limit: limit + 1,
    ...(before && { before: { createdAt: before.at.getTime(), id: before.id } }),
  })
  const groups = await readGroups(context, rows)
  return toPage(
    rows,
    limit,
    (row) => ({ at: new Date(row.createdAt), id: row.id }),
    (row) => toBatch(row, groups),
  )
}

export async function getLetterBatch(context: ServiceContext, { id }: LetterBatchIdInput): Promise<DeadLetterBatch> {
  return describe(context, await context.engine.deadLetters.inWorkspace(context.workspaceId).batch(id))
}

export async function continueLetterBatch(
  context: ServiceContext,
  { id }: LetterBatchIdInput,
): Promise<DeadLetterBatch> {
  return describe(context, await context.engine.deadLetters.inWorkspace(context.workspaceId).continueBatch(id))
}

export async function cancelLetterBatch(context: ServiceContext, { id }: LetterBatchIdInput): Promise<DeadLetterBatch> {
  return describe(context, await context.engine.deadLetters.inWorkspace(context.workspaceId).cancelBatch(id))
}

/** What became of each letter, by position. */
export async function listBatchItems(
  { engine, workspaceId }: ServiceContext,
  { id, status, cursor, limit }: ListBatchItemsInput,
): Promise<{ items: DeadLetterBatchItem[]; nextCursor: number | null }> {
  const rows = await engine.deadLetters.inWorkspace(workspaceId).batchItems(id, {
    limit: limit + 1,
    ...(status && { status }),
    ...(typeof cursor === 'number' && { after: cursor }),
  })
  const items = rows.slice(0, limit).map(({ batchId: _, ...item }) => item)
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.position ?? null) : null }
}

/** A batch with the group that it was made of. */
export async function describe(context: ServiceContext, row: LetterBatchRow): Promise<DeadLetterBatch> {
  return toBatch(row, await readGroups(context, [row]))
}

async function readGroups({ engine, workspaceId }: ServiceContext, rows: readonly LetterBatchRow[]) {
  const fingerprint = [...new Set(rows.flatMap((row) => row.fingerprint ?? []))]
  if (fingerprint.length === 0) return new Map<string, DeadLetterGroup>()
  const groups = await engine.deadLetters.inWorkspace(workspaceId).groups({ fingerprint, limit: fingerprint.length })
  return new Map(groups.map((group) => [group.fingerprint, group]))
}

function toBatch(row: LetterBatchRow, groups: ReadonlyMap<string, DeadLetterGroup>): DeadLetterBatch {
  const { id, action, version, canary, by, status, counts } = row
  const group = row.fingerprint === null ? undefined : groups.get(row.fingerprint)
  return {
    id,
    action,
    version,
    canary,
    by,
    status,
    counts,
    total: Object.values(counts).reduce((sum, count) => sum + count, 0),
    group: group ? { fingerprint: group.fingerprint, errorMessage: group.errorMessage, nodeId: group.nodeId } : null,
    createdAt: new Date(row.createdAt).toISOString(),
    endedAt: row.endedAt === null ? null : new Date(row.endedAt).toISOString(),
  }
}
