import { type Neglected, STALE_READY_MS } from '@spane/engine'
import type pg from 'pg'

/**
 * What only the sweeper can set going again. It visits the executions whose `check_at` has passed, and moves that on: to
 * the end of the first lease, and as long as a node is ready to its next look. So no index knows the state of a node run,
 * and an execution that is done within seconds is never visited. One that no node of has started yet is found by its status.
 */
export async function findNeglected(
  pool: pg.Pool,
  { readyForMs, limit }: { readyForMs: number; limit: number },
): Promise<Neglected> {
  const found: Neglected = { expired: [], ready: [] }
  for (;;) {
    const { rows } = await pool.query(VISIT, [limit, readyForMs, STALE_READY_MS])
    for (const { execution_id: executionId, node_id: nodeId, status, starts } of rows) {
      if (status === 'running') found.expired.push({ executionId, nodeId, token: starts })
      if (status === 'ready') found.ready.push({ executionId, nodeId })
    }
    const visited = rows[0]?.visited ?? 0
    if (visited < limit || found.expired.length + found.ready.length >= limit) break
  }
  const { rows } = await pool.query(QUEUED, [limit, readyForMs])
  for (const { execution_id: executionId, node_id: nodeId } of rows) found.ready.push({ executionId, nodeId })
  return found
}

/** An execution that is locked at this moment is being worked on: it is visited the next time. */
const VISIT = `
  WITH due AS (
    SELECT id, status IN ('queued', 'running') AND NOT halted AND NOT held AS startable FROM execution
    WHERE check_at <= clock_timestamp() ORDER BY check_at LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED
  ), node AS MATERIALIZED (
    SELECT n.execution_id, n.node_id, n.starts, n.status,
      CASE n.status WHEN 'running' THEN n.lease_until ELSE clock_timestamp() + $3 * interval '1 millisecond' END AS look_at,
      CASE n.status WHEN 'running' THEN n.lease_until ELSE n.ready_at + $2 * interval '1 millisecond' END AS late_at
    FROM due JOIN node_run n ON n.execution_id = due.id
    WHERE n.status = 'running' OR (n.status = 'ready' AND due.startable)
  ), moved AS (
    UPDATE execution e SET check_at = (SELECT min(look_at) FROM node WHERE node.execution_id = e.id)
    FROM due WHERE e.id = due.id RETURNING e.id
  ), visits AS (
    SELECT count(*)::int AS visited FROM moved
  )
  SELECT visited, late.* FROM visits LEFT JOIN (
    SELECT execution_id, node_id, status, starts FROM node WHERE late_at <= clock_timestamp()
  ) late ON true`

/** A re-run begins at another node than the entry, and at several when it takes results over (rule 8.3). */
const QUEUED = `
  SELECT q.id AS execution_id, n.node_id FROM workspace w
  CROSS JOIN LATERAL (
    SELECT id FROM execution e
    WHERE e.workspace_id = w.id AND e.status = 'queued' AND NOT e.held
      AND e.created_at <= clock_timestamp() - $2 * interval '1 millisecond'
    ORDER BY e.created_at, e.id
  ) q
  JOIN node_run n ON n.execution_id = q.id
  WHERE n.status = 'ready' AND n.ready_at <= clock_timestamp() - $2 * interval '1 millisecond' LIMIT $1`
