import type { ExecutionStatus } from '@spane/realtime'
import { Prisma, type PrismaClient } from '../generated/client.ts'

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
  publishedVersion: { number: number; contentHash: string } | null
}

export interface WorkflowListRow {
  id: string
  name: string
  nodeCount: number
  revision: number
  updatedAt: Date
  /** Whether it was ever published. */
  published: boolean
  last: {
    id: string
    versionId: string
    versionNumber: number
    status: ExecutionStatus
    createdAt: Date
    startedAt: Date | null
    endedAt: Date | null
  } | null
}

export interface WorkflowListRequest {
  workspaceId: string
  search?: string
  limit: number
  /** Key of the last row of the page before. */
  after?: { updatedAt: Date; id: string }
}

interface RawListRow extends Omit<WorkflowListRow, 'last'> {
  lastId: string | null
  lastVersionId: string
  lastVersionNumber: number
  lastStatus: ExecutionStatus
  lastCreatedAt: Date
  lastStartedAt: Date | null
  lastEndedAt: Date | null
}

const COLUMNS = {
  id: true,
  name: true,
  draft: true,
  revision: true,
  lastInput: true,
  updatedAt: true,
  publishedVersion: { select: { number: true, contentHash: true } },
} as const

/** A page of the workflows with their newest execution, by latest change. One query, whatever the page's length. */
export async function listWorkflowRows(prisma: PrismaClient, request: WorkflowListRequest): Promise<WorkflowListRow[]> {
  const { workspaceId, search, limit, after } = request
  const matches = search ? Prisma.sql`AND name ILIKE ${`%${escapeLike(search)}%`}` : Prisma.empty
  const beyond = after
    ? Prisma.sql`AND (updated_at < ${after.updatedAt} OR (updated_at = ${after.updatedAt} AND id > ${after.id}))`
    : Prisma.empty
  // The page is cut before anything is counted or joined. The escapes are taken out of the draft because
  // PostgreSQL's JSON functions refuse those of NUL and of lone surrogates, which a config may hold.
  const rows = await prisma.$queryRaw<RawListRow[]>`
    WITH page AS MATERIALIZED (
      SELECT workspace_id, id, name, draft, revision, updated_at, published_version_id
      FROM workflow
      WHERE workspace_id = ${workspaceId} AND deleted_at IS NULL ${matches} ${beyond}
      ORDER BY updated_at DESC, id
      LIMIT ${limit}
    )
    SELECT
      page.id, page.name, page.revision, page.updated_at AS "updatedAt",
      page.published_version_id IS NOT NULL AS published,
      json_array_length(regexp_replace(page.draft, '\\\\u[0-9a-fA-F]{4}', '\\\\n', 'g')::json -> 'nodes') AS "nodeCount",
      last.id AS "lastId", last.version_id AS "lastVersionId", last.number AS "lastVersionNumber",
      last.status AS "lastStatus", last.created_at AS "lastCreatedAt", last.started_at AS "lastStartedAt",
      last.ended_at AS "lastEndedAt"
    FROM page
    LEFT JOIN LATERAL (
      SELECT e.id, e.version_id, v.number, e.status, e.created_at, e.started_at, e.ended_at
      FROM execution e
      JOIN workflow_version v ON v.id = e.version_id
      WHERE e.workspace_id = page.workspace_id AND e.workflow_id = page.id
      ORDER BY e.created_at DESC, e.id DESC
      LIMIT 1
    ) last ON true
    ORDER BY page.updated_at DESC, page.id`
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    nodeCount: row.nodeCount,
    revision: row.revision,
    updatedAt: row.updatedAt,
    published: row.published,
    last:
      row.lastId === null
        ? null
        : {
            id: row.lastId,
            versionId: row.lastVersionId,
            versionNumber: row.lastVersionNumber,
            status: row.lastStatus,
            createdAt: row.lastCreatedAt,
            startedAt: row.lastStartedAt,
            endedAt: row.lastEndedAt,
          },
  }))
}

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

/** Hides a workflow; its row stays for its executions. False when there is none to hide. */
export async function deleteWorkflowRow(prisma: PrismaClient, workspaceId: string, id: string): Promise<boolean> {
  const where = { workspaceId, id, deletedAt: null }
  const { count } = await prisma.workflow.updateMany({ where, data: { deletedAt: new Date() } })
  return count === 1
}

/** Takes a deletion back. False when there is no such workflow, deleted or not. */
export async function restoreWorkflowRow(prisma: PrismaClient, workspaceId: string, id: string): Promise<boolean> {
  const { count } = await prisma.workflow.updateMany({ where: { workspaceId, id }, data: { deletedAt: null } })
  return count === 1
}

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
    const existing = await tx.workflow.findFirst({ where: { workspaceId }, select: { id: true } })
    if (existing) return false
    const now = Date.now()
    await tx.workflow.createMany({
      // Lists show the latest change first: the first sample is to stand on top.
      data: rows.map((row, index) => ({ workspaceId, ...row, updatedAt: new Date(now - index) })),
      skipDuplicates: true,
    })
    return true
  })
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
