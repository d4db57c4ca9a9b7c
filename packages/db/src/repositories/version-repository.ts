import { Prisma, type PrismaClient } from '../generated/client.ts'

/** JSON text of the definitions of versions, by id. */
export async function readVersionDefinitions(
  prisma: PrismaClient,
  workspaceId: string,
  versionIds: readonly string[],
): Promise<Map<string, string>> {
  if (versionIds.length === 0) return new Map()
  const rows = await prisma.workflowVersion.findMany({
    where: { workspaceId, id: { in: [...versionIds] } },
    select: { id: true, definition: true },
  })
  return new Map(rows.map((row) => [row.id, row.definition]))
}

/** The numbers of versions, by id. */
export async function readVersionNumbers(
  prisma: PrismaClient,
  versionIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await prisma.workflowVersion.findMany({
    where: { id: { in: [...versionIds] } },
    select: { id: true, number: true },
  })
  return new Map(rows.map((row) => [row.id, row.number]))
}

/** A version as the history shows it. */
export interface VersionListRow {
  id: string
  number: number
  createdAt: Date
  /** Whether it is the one that the API, triggers and other workflows run. */
  isPublished: boolean
  /** Whether an execution of it is still there. */
  hasRun: boolean
  /** When it was published last; null when it never was. */
  publishedAt: Date | null
  publishedBy: string | null
  note: string | null
}

/** Versions of a workflow, the newest first, below `before` or one alone. One query, whatever the page's length. */
export async function listVersionRows(
  prisma: PrismaClient,
  request: { workspaceId: string; workflowId: string; limit: number; before?: number; number?: number },
): Promise<VersionListRow[]> {
  const { workspaceId, workflowId, limit, before, number } = request
  const wanted =
    number !== undefined
      ? Prisma.sql`AND v.number = ${number}`
      : before === undefined
        ? Prisma.empty
        : Prisma.sql`AND v.number < ${before}`
  return prisma.$queryRaw<VersionListRow[]>`
    SELECT v.id, v.number, v.created_at AS "createdAt", w.published_version_id IS NOT DISTINCT FROM v.id AS "isPublished",
      EXISTS (SELECT 1 FROM execution e WHERE e.version_id = v.id) AS "hasRun",
      p.published_at AS "publishedAt", p.published_by AS "publishedBy", p.note
    FROM workflow_version v
    JOIN workflow w ON w.workspace_id = v.workspace_id AND w.id = v.workflow_id AND w.deleted_at IS NULL
    LEFT JOIN LATERAL (
      SELECT published_at, published_by, note FROM publication
      WHERE version_id = v.id ORDER BY id DESC LIMIT 1
    ) p ON true
    WHERE v.workspace_id = ${workspaceId} AND v.workflow_id = ${workflowId} ${wanted}
    ORDER BY v.number DESC
    LIMIT ${limit}`
}
