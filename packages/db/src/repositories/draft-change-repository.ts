import type { Prisma, PrismaClient } from '../generated/client.ts'

type Database = PrismaClient | Prisma.TransactionClient

/** Revisions back to which edits are merged with what came after them. */
export const MERGEABLE_REVISIONS = 500
/** Revisions back to which a batch that comes again is recognised. */
const KNOWN_BATCHES = 20_000

export interface DraftChangeRow {
  revision: number
  batchId: string
  clientId: string | null
  /** JSON text. */
  operations: string
  inverse: string
  renames: string | null
}

interface DraftKey {
  workspaceId: string
  workflowId: string
}

/** Runs `change` while nobody else can change the draft. `draft` is null when there is no such workflow. */
export async function withLockedDraft<T>(
  prisma: PrismaClient,
  { workspaceId, workflowId }: DraftKey,
  change: (tx: Prisma.TransactionClient, draft: { revision: number; draft: string } | null) => Promise<T>,
): Promise<T> {
  return prisma.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ revision: number; draft: string }[]>`
      SELECT revision, draft FROM workflow
      WHERE workspace_id = ${workspaceId} AND id = ${workflowId} AND deleted_at IS NULL
      FOR UPDATE`
    return change(tx, row ?? null)
  })
}

/** The revision that a batch made, if it was accepted before. */
export async function findBatchRow(
  database: Database,
  { workspaceId, workflowId }: DraftKey,
  batchId: string,
): Promise<{ revision: number; renames: string | null } | null> {
  return database.draftChange.findUnique({
    where: { workspaceId_workflowId_batchId: { workspaceId, workflowId, batchId } },
    select: { revision: true, renames: true },
  })
}

/**
 * What changed after a revision, oldest first. It may begin later or have gaps, where the log does not reach back or the
 * draft was replaced as a whole: the revisions tell.
 */
export async function listDraftChanges(
  database: Database,
  { workspaceId, workflowId }: DraftKey,
  { after, limit }: { after: number; limit: number },
): Promise<DraftChangeRow[]> {
  const rows = await database.draftChange.findMany({
    where: { workspaceId, workflowId, revision: { gt: after } },
    orderBy: { revision: 'asc' },
    take: limit,
    select: { revision: true, batchId: true, clientId: true, operations: true, inverse: true, renames: true },
  })
  return rows.flatMap(({ operations, inverse, ...row }) =>
    operations === null || inverse === null ? [] : [{ ...row, operations, inverse }],
  )
}

export interface DraftWrite extends DraftKey {
  name: string
  /** JSON text. */
  draft: string
  change: DraftChangeRow
}

/** Makes a change the draft's newest revision, and forgets what is too old. In the transaction that holds the lock. */
export async function writeDraft(tx: Prisma.TransactionClient, write: DraftWrite): Promise<void> {
  const { workspaceId, workflowId, name, draft, change } = write
  const { revision } = change
  await tx.workflow.update({
    where: { workspaceId_id: { workspaceId, id: workflowId } },
    data: { name, draft, revision, updatedAt: new Date() },
  })
  await tx.draftChange.create({ data: { workspaceId, workflowId, ...change } })
  // One row a revision grows too old; each is found by the key.
  await tx.draftChange.updateMany({
    where: { workspaceId, workflowId, revision: revision - MERGEABLE_REVISIONS },
    data: { operations: null, inverse: null },
  })
  await tx.draftChange.deleteMany({ where: { workspaceId, workflowId, revision: revision - KNOWN_BATCHES } })
}

/** The revisions of drafts and the numbers of their published versions, of those that exist. */
export async function readDraftStates(
  prisma: PrismaClient,
  workspaceId: string,
  workflowIds: string[],
): Promise<{ id: string; revision: number; publishedVersion: number | null }[]> {
  const rows = await prisma.workflow.findMany({
    where: { workspaceId, id: { in: workflowIds }, deletedAt: null },
    select: { id: true, revision: true, publishedVersion: { select: { number: true } } },
  })
  return rows.map(({ publishedVersion, ...row }) => ({ ...row, publishedVersion: publishedVersion?.number ?? null }))
}
