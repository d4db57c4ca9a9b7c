import type pg from 'pg'

/** Those of these executions that have ended, with how. */
export async function findEndedExecutions(
  pool: pg.Pool,
  ids: readonly string[],
): Promise<{ id: string; status: 'completed' | 'failed' | 'cancelled' }[]> {
  const { rows } = await pool.query(
    `SELECT id, status FROM execution WHERE id = ANY($1::uuid[]) AND status IN ('completed', 'failed', 'cancelled')`,
    [ids],
  )
  return rows
}
