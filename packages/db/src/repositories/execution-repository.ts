import type { ExecutionStatus } from '@spane/realtime'
import { Prisma, type PrismaClient } from '../generated/client.ts'

export interface ExecutionListRow {
  id: string
  workflowId: string
  workflowName: string
  versionId: string
  versionNumber: number
  status: ExecutionStatus
  createdAt: Date
  startedAt: Date | null
  endedAt: Date | null
  /** Begun, and waits until others under its key have ended. */
  held: boolean
  concurrencyKey: string | null
  reason: 'cancelled' | 'timeout' | 'superseded' | 'skipped' | null
  priority: number
  /** The node whose child it is, and for which of its items. */
  parentExecutionId: string | null
  parentNodeId: string | null
  itemIndex: number | null
  /** JSON text. */
  origin: string | null
}

export interface ExecutionListRequest {
  workspaceId: string
  statuses?: readonly ExecutionStatus[]
  workflowId?: string
  /** `false` leaves out those that are children of others. */
  children?: boolean
  limit: number
  /** Key of the last row of the page before. */
  after?: { createdAt: Date; id: string }
}

const SELECT = Prisma.sql`
  SELECT
    e.id, e.workflow_id AS "workflowId", w.name AS "workflowName", e.version_id AS "versionId",
    v.number AS "versionNumber", e.status, e.created_at AS "createdAt", e.started_at AS "startedAt",
    e.ended_at AS "endedAt", e.held, e.concurrency_key AS "concurrencyKey", e.reason, e.priority, e.parent_execution_id AS "parentExecutionId", e.parent_node_id AS "parentNodeId",
    e.item_index AS "itemIndex", e.origin
  FROM execution e
  JOIN workflow_version v ON v.id = e.version_id
  JOIN workflow w ON w.workspace_id = e.workspace_id AND w.id = e.workflow_id AND w.purged_at IS NULL`

/** A page of the executions with the names of their workflows, newest first. */
export async function listExecutionRows(
  prisma: PrismaClient,
  request: ExecutionListRequest,
): Promise<ExecutionListRow[]> {
  const { workspaceId, statuses, workflowId, children, limit, after } = request
  const inStatus = statuses ? Prisma.sql`AND e.status = ANY(${[...statuses]})` : Prisma.empty
  const ofWorkflow = workflowId === undefined ? Prisma.empty : Prisma.sql`AND e.workflow_id = ${workflowId}`
  const ofNobody = children === false ? Prisma.sql`AND e.parent_execution_id IS NULL` : Prisma.empty
  const beyond = after ? Prisma.sql`AND (e.created_at, e.id) < (${after.createdAt}, ${after.id}::uuid)` : Prisma.empty
  return prisma.$queryRaw<ExecutionListRow[]>`
    ${SELECT}
    WHERE e.workspace_id = ${workspaceId} ${inStatus} ${ofWorkflow} ${ofNobody} ${beyond}
    ORDER BY e.created_at DESC, e.id DESC
    LIMIT ${limit}`
}

/** Children of an execution that are counted; of more it is known only that there are more. */
export const MOST_CHILDREN_COUNTED = 1_000

export interface ChildCountRow {
  /** Of those that have children. */
  executionId: string
  /** One more than are counted when there are more. */
  total: number
  completed: number
  failed: number
  /** Neither completed nor failed nor cancelled yet. */
  active: number
}

/** How many children executions have, and how they stand; executions without any are absent. */
export async function countChildRows(prisma: PrismaClient, ids: readonly string[]): Promise<ChildCountRow[]> {
  if (ids.length === 0) return []
  return prisma.$queryRaw<ChildCountRow[]>`
    SELECT parent.id AS "executionId", counted.* FROM unnest(${[...ids]}::uuid[]) AS parent(id)
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS total,
        count(*) FILTER (WHERE status = 'completed')::int AS completed,
        count(*) FILTER (WHERE status = 'failed')::int AS failed,
        count(*) FILTER (WHERE status NOT IN ('completed', 'failed', 'cancelled'))::int AS active
      FROM (SELECT c.status FROM execution c WHERE c.parent_execution_id = parent.id LIMIT ${MOST_CHILDREN_COUNTED + 1}) child
    ) counted
    WHERE counted.total > 0`
}

/** The children of an execution by node and item: a page after `after`. */
export async function listExecutionChildRows(
  prisma: PrismaClient,
  request: { workspaceId: string; parentId: string; limit: number; after?: { nodeId: string; index: number } },
): Promise<ExecutionListRow[]> {
  const { workspaceId, parentId, limit, after } = request
  const beyond = after
    ? Prisma.sql`AND (e.parent_node_id, e.item_index) > (${after.nodeId}, ${after.index})`
    : Prisma.empty
  return prisma.$queryRaw<ExecutionListRow[]>`
    ${SELECT}
    WHERE e.parent_execution_id = ${parentId}::uuid AND e.workspace_id = ${workspaceId} ${beyond}
    ORDER BY e.parent_node_id, e.item_index
    LIMIT ${limit}`
}

export async function findExecutionRow(
  prisma: PrismaClient,
  workspaceId: string,
  id: string,
): Promise<ExecutionListRow | undefined> {
  const rows = await prisma.$queryRaw<ExecutionListRow[]>`
    ${SELECT} WHERE e.workspace_id = ${workspaceId} AND e.id = ${id}::uuid`
  return rows[0]
}

/** The newest execution of a workflow that is nobody's child and has begun. */
export async function findLatestExecutionId(
  prisma: PrismaClient,
  workspaceId: string,
  workflowId: string,
): Promise<string | undefined> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    SELECT e.id FROM execution e
    WHERE e.workspace_id = ${workspaceId} AND e.workflow_id = ${workflowId} AND e.parent_execution_id IS NULL
      AND e.entry_node_id IS NOT NULL
    ORDER BY e.created_at DESC, e.id DESC LIMIT 1`
  return rows[0]?.id
}

/** Which of these nodes gave an object with a value a port, in an execution. */
export async function listPerPortNodes(
  prisma: PrismaClient,
  executionId: string,
  nodeIds: readonly string[],
): Promise<string[]> {
  const rows = await prisma.nodeRun.findMany({
    where: { executionId, nodeId: { in: [...nodeIds] }, outputPerPort: true },
    select: { nodeId: true },
  })
  return rows.map((row) => row.nodeId)
}
