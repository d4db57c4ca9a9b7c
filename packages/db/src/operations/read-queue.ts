import type { PrismaClient } from '../generated/client.ts'

/** Ready nodes of one node of one version. */
export interface ReadyNodesRow {
  versionId: string
  nodeId: string
  ready: number
  oldestReadyAt: Date
}

/**
 * What waits for a slot, by version and node: of all that is ready the `limit` nodes that have waited longest, so that a
 * backlog of any size costs the same.
 */
export async function listReadyNodes(
  prisma: PrismaClient,
  { workspaceId, limit }: { workspaceId: string; limit: number },
): Promise<ReadyNodesRow[]> {
  return prisma.$queryRaw<ReadyNodesRow[]>`
    SELECT version_id AS "versionId", node_id AS "nodeId", count(*)::int AS ready, min(ready_at) AS "oldestReadyAt"
    FROM (
      SELECT e.version_id, n.node_id, n.ready_at
      FROM node_run n
      JOIN execution e ON e.id = n.execution_id
      WHERE n.status = 'ready' AND e.status IN ('queued', 'running') AND NOT e.halted AND NOT e.held
        AND e.workspace_id = ${workspaceId}
      ORDER BY n.ready_at
      LIMIT ${limit}
    ) oldest
    GROUP BY version_id, node_id
    ORDER BY "oldestReadyAt"`
}
