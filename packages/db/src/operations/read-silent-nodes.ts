import type { PrismaClient } from '../generated/client.ts'

/** A running node whose worker gives no sign. */
export interface SilentNodeRow {
  nodeId: string
  /** For how long, by the database's clock. */
  silentMs: number
}

/** More than fit into a sentence; a page that shows a graph marks them all. */
const MOST = 1_000

/** Nodes of an execution that run on a worker which has been silent for longer than `silentMs`, or is gone. */
export async function listSilentNodes(
  prisma: PrismaClient,
  { executionId, silentMs }: { executionId: string; silentMs: number },
): Promise<SilentNodeRow[]> {
  return prisma.$queryRaw<SilentNodeRow[]>`
    SELECT s."nodeId", s."silentMs" FROM (
      SELECT n.node_id AS "nodeId",
        (EXTRACT(epoch FROM clock_timestamp() - GREATEST(w.heartbeat_at, n.started_at)) * 1000)::float8 AS "silentMs"
      FROM node_run n LEFT JOIN worker w ON w.id = n.worker_id
      WHERE n.execution_id = ${executionId}::uuid AND n.status = 'running'
    ) s
    WHERE s."silentMs" > ${silentMs}
    ORDER BY s."nodeId" LIMIT ${MOST}`
}
