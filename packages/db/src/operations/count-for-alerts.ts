import type pg from 'pg'

/** Most rows that a count looks at; beyond it there are "more than" so many. */
const COUNT_LIMIT = 100_000

interface Scope {
  workspaceId: string
  /** Null: all workflows. */
  workflowId: string | null
}

/** Dead letters whose node failed in the last minutes. */
export async function countNewDeadLetters(pool: pg.Pool, scope: Scope, minutes: number): Promise<number> {
  const { rows } = await pool.query(
    `SELECT count(*)::int AS n FROM (
       SELECT FROM dead_letter WHERE workspace_id = $1 AND ($2::text IS NULL OR workflow_id = $2)
         AND failed_at > clock_timestamp() - $3 * interval '1 minute' LIMIT ${COUNT_LIMIT}) counted`,
    [scope.workspaceId, scope.workflowId, minutes],
  )
  return rows[0].n
}

export async function countOpenLetters(pool: pg.Pool, scope: Scope): Promise<number> {
  const { rows } = await pool.query(
    `SELECT count(*)::int AS n FROM (
       SELECT FROM dead_letter WHERE workspace_id = $1 AND status = 'open' AND ($2::text IS NULL OR workflow_id = $2)
       LIMIT ${COUNT_LIMIT}) counted`,
    [scope.workspaceId, scope.workflowId],
  )
  return rows[0].n
}

/** Of the executions that were started in the last minutes: how many have completed or failed, and how many of these failed. */
export async function countFailures(
  pool: pg.Pool,
  scope: Scope,
  minutes: number,
): Promise<{ ended: number; failed: number }> {
  const { rows } = await pool.query(
    `SELECT count(*)::int AS ended, count(*) FILTER (WHERE status = 'failed')::int AS failed FROM (
       SELECT status FROM execution WHERE workspace_id = $1 ${scope.workflowId === null ? 'AND parent_execution_id IS NULL' : 'AND workflow_id = $3'}
         AND created_at > clock_timestamp() - $2 * interval '1 minute' AND status IN ('completed', 'failed')
       LIMIT ${COUNT_LIMIT}) counted`,
    scope.workflowId === null ? [scope.workspaceId, minutes] : [scope.workspaceId, minutes, scope.workflowId],
  )
  return rows[0]
}
