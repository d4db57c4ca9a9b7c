import type { PrismaClient } from '../generated/client.ts'

/** Ready nodes of one node of one version. */
export interface ReadyNodesRow {
  versionId: string
  nodeId: string
  ready: number
  oldestReadyAt: Date
}

/**
 * What waits for a slot, by version and node: of the `limit` oldest executions with something to start the `limit` nodes that
 * have waited longest, so that a backlog of any size costs the same.
 */
export async function listReadyNodes(
  prisma: PrismaClient,
  { workspaceId, limit }: { workspaceId: string; limit: number },
): Promise<ReadyNodesRow[]> {
  return prisma.$queryRaw<ReadyNodesRow[]>`
    SELECT version_id AS "versionId", node_id AS "nodeId", count(*)::int AS ready, min(ready_at) AS "oldestReadyAt"
    FROM (
      SELECT e.version_id, n.node_id, n.ready_at
      FROM (
        SELECT id, version_id FROM execution
        WHERE workspace_id = ${workspaceId} AND status IN ('queued', 'running') AND NOT halted AND NOT held
          AND active_count > running_count
        ORDER BY created_at LIMIT ${limit}
      ) e
      JOIN node_run n ON n.execution_id = e.id
      WHERE n.status = 'ready'
      ORDER BY n.ready_at
      LIMIT ${limit}
    ) oldest
    GROUP BY version_id, node_id
    ORDER BY "oldestReadyAt"`
}
