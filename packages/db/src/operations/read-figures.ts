import type { PrismaClient } from '../generated/client.ts'

/** Most rows that a count looks at: a backlog beyond it is told as this many. */
const COUNT_LIMIT = 100_000

/** The state of the installation in numbers, for monitoring. */
export interface DatabaseFigures {
  executions: { queued: number; running: number; paused: number }
  nodes: { ready: number; oldestReadySeconds: number; running: number; leaseExpired: number }
  deadLetters: { open: number; retrying: number }
  workers: { alive: number; lost: number; slots: number }
  outbox: { due: number; oldestDueSeconds: number }
}

interface Row {
  queued: number
  running: number
  paused: number
  ready: number
  oldestReady: number
  runningNodes: number
  leaseExpired: number
  open: number
  retrying: number
  alive: number
  lost: number
  slots: number
  due: number
  oldestDue: number
}

/**
 * Reads the figures in one statement. Each part goes by an index over the little that is open, so its cost does not grow
 * with the history. Counts end at 100,000.
 */
export async function readDatabaseFigures(
  prisma: PrismaClient,
  { workspaceId, aliveMs }: { workspaceId: string; aliveMs: number },
): Promise<DatabaseFigures> {
  const rows = await prisma.$queryRaw<Row[]>`
    WITH open AS (
      SELECT id, status, halted, held, active_count, running_count FROM execution
      WHERE workspace_id = ${workspaceId} AND status IN ('queued', 'running', 'paused') LIMIT ${COUNT_LIMIT}
    ),
    ready AS (
      SELECT n.ready_at FROM open e JOIN node_run n ON n.execution_id = e.id
      WHERE n.status = 'ready' AND e.status IN ('queued', 'running') AND NOT e.halted AND NOT e.held
        AND e.active_count > e.running_count
      LIMIT ${COUNT_LIMIT}
    ),
    running AS (
      SELECT n.lease_until < clock_timestamp() AS expired FROM open e JOIN node_run n ON n.execution_id = e.id
      WHERE n.status = 'running' AND e.running_count > 0 LIMIT ${COUNT_LIMIT}
    ),
    letters AS (
      SELECT status FROM dead_letter
      WHERE workspace_id = ${workspaceId} AND status IN ('open', 'retrying') LIMIT ${COUNT_LIMIT}
    ),
    workers AS (
      SELECT concurrency, heartbeat_at >= clock_timestamp() - ${aliveMs} * interval '1 millisecond' AS alive
      FROM worker WHERE heartbeat_at >= clock_timestamp() - interval '1 day'
    ),
    due AS (
      SELECT available_at FROM outbox WHERE available_at <= clock_timestamp() ORDER BY available_at LIMIT ${COUNT_LIMIT}
    )
    SELECT
      (SELECT count(*)::int FROM open WHERE status = 'queued') AS queued,
      (SELECT count(*)::int FROM open WHERE status = 'running') AS running,
      (SELECT count(*)::int FROM open WHERE status = 'paused') AS paused,
      (SELECT count(*)::int FROM ready) AS ready,
      (SELECT COALESCE(EXTRACT(epoch FROM clock_timestamp() - min(ready_at)), 0)::float8 FROM ready) AS "oldestReady",
      (SELECT count(*)::int FROM running) AS "runningNodes",
      (SELECT count(*)::int FROM running WHERE expired) AS "leaseExpired",
      (SELECT count(*)::int FROM letters WHERE status = 'open') AS open,
      (SELECT count(*)::int FROM letters WHERE status = 'retrying') AS retrying,
      (SELECT count(*)::int FROM workers WHERE alive) AS alive,
      (SELECT count(*)::int FROM workers WHERE NOT alive) AS lost,
      (SELECT COALESCE(sum(concurrency), 0)::int FROM workers WHERE alive) AS slots,
      (SELECT count(*)::int FROM due) AS due,
      (SELECT COALESCE(EXTRACT(epoch FROM clock_timestamp() - min(available_at)), 0)::float8 FROM due) AS "oldestDue"`
  const row = rows[0] as Row
  return {
    executions: { queued: row.queued, running: row.running, paused: row.paused },
    nodes: {
      ready: row.ready,
      oldestReadySeconds: Math.max(0, row.oldestReady),
      running: row.runningNodes,
      leaseExpired: row.leaseExpired,
    },
    deadLetters: { open: row.open, retrying: row.retrying },
    workers: { alive: row.alive, lost: row.lost, slots: row.slots },
    outbox: { due: row.due, oldestDueSeconds: Math.max(0, row.oldestDue) },
  }
}
