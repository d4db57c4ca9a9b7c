import type { PrismaClient } from '../generated/client.ts'

/** Most running nodes and lost starts that are read of each worker. */
const NODES_OF_A_WORKER = 20

export interface WorkerListRow {
  id: string
  host: string
  pid: number
  concurrency: number
  startedAt: Date
  heartbeatAt: Date
  stopping: boolean
  alive: boolean
  /** By the database's clock, as the other times are. */
  now: Date
}

/** A node that a worker runs, or ran when it was lost. */
export interface WorkerNodeRow {
  workerId: string
  executionId: string
  versionId: string
  workflowId: string
  workflowName: string
  nodeId: string
  attempt: number
  /** Of the start that runs; of a lost one the time at which it was taken over. */
  at: Date
  /** How many such nodes the worker has; no more than the first are listed. */
  total: number
}

/** A start that was lost, and who took it over. */
export interface LostStartRow extends WorkerNodeRow {
  /** The worker of the next start; null until there is one. */
  takenOverBy: string | null
}

/** Workers that are alive, and those that were lost in the last day; the longest alive first. */
export async function listWorkerRows(prisma: PrismaClient, aliveMs: number): Promise<WorkerListRow[]> {
  return prisma.$queryRaw<WorkerListRow[]>`
    SELECT
      id, host, pid, concurrency, started_at AS "startedAt", heartbeat_at AS "heartbeatAt", stopping,
      heartbeat_at >= clock_timestamp() - ${aliveMs} * interval '1 millisecond' AS alive, clock_timestamp() AS now
    FROM worker
    WHERE heartbeat_at >= clock_timestamp() - interval '1 day'
    ORDER BY alive DESC, started_at, id
    LIMIT 200`
}

/** What the workers run now, the longest running first. */
export async function listRunningNodes(prisma: PrismaClient, workspaceId: string): Promise<WorkerNodeRow[]> {
  return prisma.$queryRaw<WorkerNodeRow[]>`
    SELECT
      r.worker_id AS "workerId", r.execution_id AS "executionId", e.version_id AS "versionId",
      e.workflow_id AS "workflowId", w.name AS "workflowName", r.node_id AS "nodeId", r.attempt, r.started_at AS at, r.total
    FROM (
      SELECT
        n.execution_id, n.node_id, n.worker_id, n.attempt, n.started_at,
        count(*) OVER (PARTITION BY n.worker_id)::int AS total,
        row_number() OVER (PARTITION BY n.worker_id ORDER BY n.started_at, n.execution_id, n.node_id) AS place
      FROM execution o JOIN node_run n ON n.execution_id = o.id
      WHERE o.workspace_id = ${workspaceId} AND o.status IN ('running', 'paused') AND o.running_count > 0
        AND n.status = 'running' AND n.worker_id IS NOT NULL
    ) r
    JOIN execution e ON e.id = r.execution_id AND e.workspace_id = ${workspaceId}
    JOIN workflow w ON w.workspace_id = e.workspace_id AND w.id = e.workflow_id
    WHERE r.place <= ${NODES_OF_A_WORKER}
    ORDER BY r.worker_id, r.place`
}

/** The starts of these workers that were lost and taken over, the latest first. */
export async function listLostStarts(
  prisma: PrismaClient,
  workspaceId: string,
  workerIds: readonly string[],
): Promise<LostStartRow[]> {
  if (workerIds.length === 0) return []
  return prisma.$queryRaw<LostStartRow[]>`
    SELECT
      r.worker_id AS "workerId", r.execution_id AS "executionId", e.version_id AS "versionId",
      e.workflow_id AS "workflowId", w.name AS "workflowName", r.node_id AS "nodeId", r.attempt, r.ended_at AS at, r.total,
      COALESCE(a.worker_id, n.worker_id) AS "takenOverBy"
    FROM (
      SELECT
        execution_id, node_id, worker_id, start, attempt, ended_at,
        count(*) OVER (PARTITION BY worker_id)::int AS total,
        row_number() OVER (PARTITION BY worker_id ORDER BY ended_at DESC, execution_id, node_id) AS place
      FROM attempt WHERE outcome = 'lost' AND worker_id = ANY(${[...workerIds]})
    ) r
    JOIN execution e ON e.id = r.execution_id AND e.workspace_id = ${workspaceId}
    JOIN workflow w ON w.workspace_id = e.workspace_id AND w.id = e.workflow_id
    LEFT JOIN attempt a ON a.execution_id = r.execution_id AND a.node_id = r.node_id AND a.start = r.start + 1
    LEFT JOIN node_run n ON n.execution_id = r.execution_id AND n.node_id = r.node_id AND n.starts = r.start + 1
    WHERE r.place <= ${NODES_OF_A_WORKER}
    ORDER BY r.worker_id, r.place`
}
