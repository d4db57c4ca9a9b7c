import type { ExecutionStatus } from '@spane/realtime'
import { Prisma, type PrismaClient } from '../generated/client.ts'

export interface WorkflowListRow {
  id: string
  name: string
  nodeCount: number
  revision: number
  updatedAt: Date
  createdAt: Date
  /** In the trash since then. */
  deletedAt: Date | null
  folderId: string | null
  /** Whether it was ever published. */
  published: boolean
  tags: { id: string; name: string }[]
  /** Of the published version, and how many of them may start executions. */
  triggers: { total: number; active: number }
  /** What the list is sorted by, as text. */
  sortKey: string
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

/** A word of a search; workflows with a node of one of the types are found by it, too. */
export interface SearchWord {
  text: string
  nodeTypes?: readonly string[]
}

/** Which workflows; every part narrows it down. */
export interface WorkflowFilter {
  workspaceId: string
  /** Each stands in the name, in the type of a node or in the name of a tag, in any case. */
  words?: readonly SearchWord[]
  /** Each of these tags. */
  tagIds?: readonly string[]
  /** In one of these folders; null stands for none. */
  folderIds?: readonly (string | null)[]
  /** Those in the trash, instead of the others. */
  deleted?: boolean
}

export type WorkflowSort = 'changed' | 'created' | 'name'

export interface WorkflowListRequest extends WorkflowFilter {
  sort: WorkflowSort
  descending: boolean
  limit: number
  /** Key of the last row of the page before. */
  after?: { sortKey: string; id: string }
}

interface RawListRow extends Omit<WorkflowListRow, 'last' | 'triggers'> {
  triggerCount: number
  activeTriggers: number
  lastId: string | null
  lastVersionId: string
  lastVersionNumber: number
  lastStatus: ExecutionStatus
  lastCreatedAt: Date
  lastStartedAt: Date | null
  lastEndedAt: Date | null
}

/** A page of the workflows with their newest execution. One query, whatever the page's length. */
export async function listWorkflowRows(prisma: PrismaClient, request: WorkflowListRequest): Promise<WorkflowListRow[]> {
  const { key, order, beyond } = sortBy(request)
  // The page is cut before anything is counted or joined.
  const rows = await prisma.$queryRaw<RawListRow[]>`
    WITH page AS MATERIALIZED (
      SELECT w.workspace_id, w.id, w.name, w.node_count, w.revision, w.updated_at, w.created_at, w.deleted_at, w.folder_id,
        w.published_version_id, row_number() OVER (ORDER BY ${order}) AS place, (${key})::text AS sort_key
      FROM workflow w
      WHERE ${matches(request)} ${beyond}
      ORDER BY ${order}
      LIMIT ${request.limit}
    )
    SELECT
      page.id, page.name, page.revision, page.node_count AS "nodeCount", page.updated_at AS "updatedAt",
      page.created_at AS "createdAt", page.deleted_at AS "deletedAt", page.folder_id::text AS "folderId",
      page.published_version_id IS NOT NULL AS published, page.sort_key AS "sortKey",
      COALESCE(tagged.tags, '[]') AS tags, fired.total AS "triggerCount", fired.active AS "activeTriggers",
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
    CROSS JOIN LATERAL (
      SELECT json_agg(json_build_object('id', t.id, 'name', t.name) ORDER BY lower(t.name)) AS tags
      FROM workflow_tag wt JOIN tag t ON t.workspace_id = wt.workspace_id AND t.id = wt.tag_id
      WHERE wt.workspace_id = page.workspace_id AND wt.workflow_id = page.id
    ) tagged
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS total, count(*) FILTER (WHERE t.active)::int AS active FROM trigger t
      WHERE t.workspace_id = page.workspace_id AND t.workflow_id = page.id AND t.version_id = page.published_version_id
    ) fired
    ORDER BY page.place`
  return rows.map(toListRow)
}

/** The first workflows that match, for a request about all of them. */
export async function listWorkflowNames(
  prisma: PrismaClient,
  filter: WorkflowFilter,
  limit: number,
): Promise<{ id: string; name: string }[]> {
  return prisma.$queryRaw`
    SELECT w.id, w.name FROM workflow w WHERE ${matches(filter)} ORDER BY lower(w.name), w.id LIMIT ${limit}`
}

function toListRow({ triggerCount, activeTriggers, lastId, ...row }: RawListRow): WorkflowListRow {
  const { lastVersionId, lastVersionNumber, lastStatus, lastCreatedAt, lastStartedAt, lastEndedAt, ...rest } = row
  return {
    ...rest,
    triggers: { total: triggerCount, active: activeTriggers },
    last:
      lastId === null
        ? null
        : {
            id: lastId,
            versionId: lastVersionId,
            versionNumber: lastVersionNumber,
            status: lastStatus,
            createdAt: lastCreatedAt,
            startedAt: lastStartedAt,
            endedAt: lastEndedAt,
          },
  }
}

function matches({ workspaceId, words = [], tagIds = [], folderIds, deleted = false }: WorkflowFilter): Prisma.Sql {
  const parts = [
    Prisma.sql`w.workspace_id = ${workspaceId}`,
    deleted ? Prisma.sql`w.deleted_at IS NOT NULL AND w.purged_at IS NULL` : Prisma.sql`w.deleted_at IS NULL`,
  ]
  if (folderIds) {
    const ids = folderIds.filter((id) => id !== null)
    const inOne = Prisma.sql`w.folder_id = ANY(${ids}::uuid[])`
    parts.push(folderIds.includes(null) ? Prisma.sql`(w.folder_id IS NULL OR ${inOne})` : inOne)
  }
  for (const id of tagIds) {
    parts.push(Prisma.sql`w.id IN (SELECT wt.workflow_id FROM workflow_tag wt
      WHERE wt.workspace_id = ${workspaceId} AND wt.tag_id = ${id}::uuid)`)
  }
  for (const { text, nodeTypes = [] } of words) {
    // Look-ups by index each, which an OR would make into a scan.
    const pattern = `%${escapeLike(text)}%`
    const searched = [pattern, ...nodeTypes.map((type) => `% ${escapeLike(type)}%`)].map(
      (each) => Prisma.sql`
      SELECT s.id FROM workflow s WHERE s.workspace_id = ${workspaceId} AND s.search LIKE lower(${each})`,
    )
    parts.push(Prisma.sql`w.id IN (${Prisma.join(searched, ' UNION ALL ')}
      UNION ALL
      SELECT wt.workflow_id FROM tag t JOIN workflow_tag wt ON wt.workspace_id = t.workspace_id AND wt.tag_id = t.id
      WHERE t.workspace_id = ${workspaceId} AND lower(t.name) LIKE lower(${pattern}))`)
  }
  return Prisma.join(parts, ' AND ')
}

/** Ids stand in the order in which the index of the key has them. */
function sortBy({ sort, descending, after, deleted }: WorkflowListRequest) {
  const key =
    sort === 'name'
      ? Prisma.sql`lower(w.name)`
      : sort === 'created'
        ? Prisma.sql`w.created_at`
        : deleted
          ? Prisma.sql`w.deleted_at`
          : Prisma.sql`w.updated_at`
  const idsDescend = (sort === 'name') === descending
  const order = Prisma.sql`${key} ${word(descending)}, w.id ${word(idsDescend)}`
  if (!after) return { key, order, beyond: Prisma.empty }
  const from = sort === 'name' ? Prisma.sql`${after.sortKey}` : Prisma.sql`${after.sortKey}::timestamptz`
  const beyond = Prisma.sql`AND (${key} ${sign(descending)} ${from} OR (${key} = ${from} AND w.id ${sign(idsDescend)} ${after.id}))`
  return { key, order, beyond }
}

function word(descending: boolean): Prisma.Sql {
  return descending ? Prisma.sql`DESC` : Prisma.sql`ASC`
}

function sign(descending: boolean): Prisma.Sql {
  return descending ? Prisma.sql`<` : Prisma.sql`>`
}

export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
