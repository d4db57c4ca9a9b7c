import type { PrismaClient } from '../generated/client.ts'

/** A workflow's row, without those that were deleted. */
export interface WorkflowRow {
  id: string
  name: string
  /** JSON text of the definition. */
  draft: string
  revision: number
  /** JSON text, as it was typed. */
  lastInput: string | null
  updatedAt: Date
  folderId: string | null
  publishedVersion: { number: number; contentHash: string } | null
}

const COLUMNS = {
  id: true,
  name: true,
  draft: true,
  revision: true,
  lastInput: true,
  updatedAt: true,
  folderId: true,
  publishedVersion: { select: { number: true, contentHash: true } },
} as const

export async function findWorkflowRow(
  prisma: PrismaClient,
  workspaceId: string,
  id: string,
): Promise<WorkflowRow | null> {
  return prisma.workflow.findFirst({ where: { workspaceId, id, deletedAt: null }, select: COLUMNS })
}

export interface NewWorkflowRow {
  workspaceId: string
  id: string
  name: string
  draft: string
  lastInput?: string | null
  folderId?: string | null
}

/** Inserts workflows: all of them, or none when one cannot be. */
export async function insertWorkflowRows(prisma: PrismaClient, rows: NewWorkflowRow[]): Promise<void> {
  await prisma.workflow.createMany({ data: rows })
}

/** Drafts by id, those that were deleted left out; all of the workspace, by name, when no ids are given. */
export async function readDraftRows(
  prisma: PrismaClient,
  request: { workspaceId: string; ids?: readonly string[]; limit: number },
): Promise<{ id: string; name: string; draft: string }[]> {
  const { workspaceId, ids, limit } = request
  return prisma.workflow.findMany({
    where: { workspaceId, deletedAt: null, ...(ids && { id: { in: [...ids] } }) },
    select: { id: true, name: true, draft: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: limit,
  })
}

/** Which of these ids and names are in use. */
export async function findTakenWorkflows(
  prisma: PrismaClient,
  request: { workspaceId: string; ids: readonly string[]; names: readonly string[] },
): Promise<{ ids: Set<string>; names: Set<string> }> {
  const { workspaceId, ids, names } = request
  const rows = await prisma.workflow.findMany({
    where: { workspaceId, deletedAt: null, OR: [{ id: { in: [...ids] } }, { name: { in: [...names] } }] },
    select: { id: true, name: true },
  })
  return { ids: new Set(rows.map((row) => row.id)), names: new Set(rows.map((row) => row.name)) }
}

export async function insertWorkflowRow(prisma: PrismaClient, row: NewWorkflowRow): Promise<WorkflowRow> {
  return prisma.workflow.create({ data: row, select: COLUMNS })
}

export interface PublishedChange {
  workspaceId: string
  id: string
  /** The revision of the draft that the version was cut from. */
  revision: number
  versionId: string
  note: string | null
}

/**
 * Makes a version the published one if the draft is still the one that it was cut from, and remembers who did it when and with
 * what note. Returns whether it did.
 */
export async function publishVersionRow(prisma: PrismaClient, change: PublishedChange): Promise<boolean> {
  const { workspaceId, id, revision, versionId, note } = change
  const count = await prisma.$executeRaw`
    WITH changed AS (
      UPDATE workflow SET published_version_id = ${versionId}::uuid
      WHERE workspace_id = ${workspaceId} AND id = ${id} AND revision = ${revision} AND deleted_at IS NULL
      RETURNING workspace_id, id
    )
    INSERT INTO publication (workspace_id, workflow_id, version_id, note, published_by)
    SELECT workspace_id, id, ${versionId}::uuid, ${note},
      (SELECT name FROM app_user WHERE app_user.workspace_id = changed.workspace_id ORDER BY created_at, id LIMIT 1)
    FROM changed`
  return count === 1
}

/** Keeps the input of a run for the next one. Not a change of the workflow: its revision and time stay. */
export async function recordLastInput(
  prisma: PrismaClient,
  workspaceId: string,
  id: string,
  lastInput: string,
): Promise<void> {
  await prisma.workflow.updateMany({ where: { workspaceId, id }, data: { lastInput } })
}

/** In ms: a server must not fail to start because the machine is busy. */
const SEED_LIMITS = { maxWait: 30_000, timeout: 30_000 }

/**
 * Inserts workflows if the workspace has none and never had one. Safe when several processes do it at once.
 * Returns whether it did.
 */
export async function seedWorkflowRows(
  prisma: PrismaClient,
  workspaceId: string,
  rows: Omit<NewWorkflowRow, 'workspaceId'>[],
): Promise<boolean> {
  return prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`spane:seed:${workspaceId}`}, 0))`
    const [workspace, existing] = [
      await tx.workspace.findUnique({ where: { id: workspaceId }, select: { seededAt: true } }),
      await tx.workflow.findFirst({ where: { workspaceId }, select: { id: true } }),
    ]
    // Its workflows may all have been deleted for good since.
    if (workspace?.seededAt) return false
    await tx.workspace.updateMany({ where: { id: workspaceId }, data: { seededAt: new Date() } })
    if (existing) return false
    const now = Date.now()
    await tx.workflow.createMany({
      // Lists show the latest change first: the first sample is to stand on top.
      data: rows.map((row, index) => ({ workspaceId, ...row, updatedAt: new Date(now - index) })),
      skipDuplicates: true,
    })
    return true
  }, SEED_LIMITS)
}
