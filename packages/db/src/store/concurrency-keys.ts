import type { ExecutionRow } from '@spane/engine'
import type pg from 'pg'

type Group = Pick<ExecutionRow, 'workspaceId' | 'workflowId' | 'concurrencyKey'>

/** Most executions of a key that are looked at, beyond the highest limit that a workflow can set. */
const MAX_RUNNING = 10_001
/** Most that one end lets begin; the end of each of them lets the next one begin. */
const MAX_ADMITTED = 100

/**
 * Takes the lock under which executions of one key are counted and let in, until the transaction ends. Always before the
 * rows of executions, so that two transactions cannot wait for each other.
 */
export async function lockKey(client: pg.ClientBase, group: Group): Promise<void> {
  await client.query({
    name: 'lock-concurrency-key',
    text: `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`,
    values: [JSON.stringify(groupValues(group))],
  })
}

/** Executions of a key that were let in and have not ended, the oldest first. The key's lock must be held. */
export async function readRunningOfKey(client: pg.ClientBase, group: Group): Promise<string[]> {
  const { rows } = await client.query({
    name: 'read-running-of-key',
    text: `SELECT id FROM execution
           WHERE workspace_id = $1 AND workflow_id = $2 AND concurrency_key = $3 AND ended_at IS NULL AND NOT held
           ORDER BY created_at, id LIMIT ${MAX_RUNNING}`,
    values: groupValues(group),
  })
  return rows.map((raw) => raw.id)
}

/** Executions that wait for their turn under a key, the oldest first. */
export async function readHeldOfKey(client: pg.ClientBase, group: Group): Promise<string[]> {
  const { rows } = await client.query({
    name: 'read-held-of-key',
    text: `SELECT id FROM execution
           WHERE workspace_id = $1 AND workflow_id = $2 AND concurrency_key = $3 AND held AND status = 'queued'
           ORDER BY created_at, id LIMIT ${MAX_ADMITTED}`,
    values: groupValues(group),
  })
  return rows.map((raw) => raw.id)
}

/** Of each key under which executions wait and none runs, the oldest that waits. */
export async function findStuckHeld(pool: Pick<pg.Pool, 'query'>, limit: number): Promise<string[]> {
  const { rows } = await pool.query(
    `SELECT DISTINCT ON (h.workspace_id, h.workflow_id, h.concurrency_key) h.id FROM execution h
     WHERE h.held AND h.status = 'queued' AND NOT EXISTS (
       SELECT FROM execution r WHERE r.workspace_id = h.workspace_id AND r.workflow_id = h.workflow_id
         AND r.concurrency_key = h.concurrency_key AND r.ended_at IS NULL AND NOT r.held)
     ORDER BY h.workspace_id, h.workflow_id, h.concurrency_key, h.created_at, h.id LIMIT $1`,
    [limit],
  )
  return rows.map((raw) => raw.id)
}

function groupValues({ workspaceId, workflowId, concurrencyKey }: Group): (string | null)[] {
  return [workspaceId, workflowId, concurrencyKey]
}
