import type { WorkerRow } from '@spane/engine'
import type pg from 'pg'

export async function writeHeartbeat(
  pool: pg.Pool,
  worker: Omit<WorkerRow, 'heartbeatAt' | 'startedAt'>,
): Promise<void> {
  await pool.query(
    `INSERT INTO worker (id, host, pid, concurrency, stopping, started_at, heartbeat_at)
       VALUES ($1, $2, $3, $4, $5, clock_timestamp(), clock_timestamp())
       ON CONFLICT (id) DO UPDATE SET heartbeat_at = clock_timestamp(), stopping = EXCLUDED.stopping`,
    [worker.id, worker.host, worker.pid, worker.concurrency, worker.stopping],
  )
}

export async function removeWorker(pool: pg.Pool, workerId: string): Promise<void> {
  await pool.query(`DELETE FROM worker WHERE id = $1`, [workerId])
}

export async function listWorkers(pool: pg.Pool, maxAgeMs: number): Promise<WorkerRow[]> {
  const { rows } = await pool.query(
    `SELECT * FROM worker WHERE heartbeat_at >= clock_timestamp() - $1 * interval '1 millisecond' ORDER BY id LIMIT 1000`,
    [maxAgeMs],
  )
  return rows.map((raw) => ({
    id: raw.id,
    host: raw.host,
    pid: raw.pid,
    concurrency: raw.concurrency,
    startedAt: raw.started_at.getTime(),
    heartbeatAt: raw.heartbeat_at.getTime(),
    stopping: raw.stopping,
  }))
}
