import type pg from 'pg'
import type { WorkerFleet } from './worker-fleet.ts'

/** Every start: the last one of a node that completed is told by its node run. */
const STARTS = `SELECT execution_id, node_id, start, ready_at, started_at FROM attempt
  UNION SELECT execution_id, node_id, starts, ready_at, started_at FROM node_run WHERE status = 'completed' AND starts > 0`

/**
 * How long (ms) what lost workers ran was without one: from the death of the worker, or from the start of an attempt
 * whose worker lives, to the moment it was taken over.
 */
export async function takeOverDelays(pool: pg.Pool, fleet: WorkerFleet): Promise<number[]> {
  const { rows } = await pool.query(`SELECT worker_id, started_at, ended_at FROM attempt WHERE outcome = 'lost'`)
  return rows.map(({ worker_id, started_at, ended_at }) => {
    const death = [...fleet.deaths].find(([pid]) => worker_id.includes(`-${pid}-`))?.[1] ?? 0
    return Math.max(0, ended_at.getTime() - Math.max(death, started_at.getTime()))
  })
}

/** How long (ms) it took from each of these moments until the next node started. */
export async function delaysToNextStart(pool: pg.Pool, moments: number[]): Promise<number[]> {
  const { rows } = await pool.query(
    `SELECT m.at, (SELECT min(a.started_at) FROM (${STARTS}) a WHERE a.started_at >= to_timestamp(m.at / 1000.0)) AS started_at
     FROM unnest($1::float8[]) AS m(at)`,
    [moments],
  )
  return rows.flatMap(({ at, started_at }) => (started_at ? [started_at.getTime() - at] : []))
}

/** How long (ms) nodes that were handed back waited for their next start. */
export async function handBackDelays(pool: pg.Pool): Promise<number[]> {
  const { rows } = await pool.query(
    `SELECT extract(epoch FROM next.started_at - given.ended_at) * 1000 AS ms
     FROM attempt given JOIN (${STARTS}) next
       ON next.execution_id = given.execution_id AND next.node_id = given.node_id AND next.start = given.start + 1
     WHERE given.outcome = 'released'`,
  )
  return rows.map(({ ms }) => Number(ms))
}

/** How long (ms) nodes were ready before they started, of those that waited longer than a busy queue explains. */
export async function longWaits(pool: pg.Pool, thresholdMs: number): Promise<number[]> {
  const { rows } = await pool.query(
    `SELECT extract(epoch FROM started_at - ready_at) * 1000 AS ms FROM (${STARTS}) start
     WHERE started_at - ready_at > $1 * interval '1 millisecond'`,
    [thresholdMs],
  )
  return rows.map(({ ms }) => Number(ms))
}

export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}
