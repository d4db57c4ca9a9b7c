import type pg from 'pg'

/** What belongs to an execution, the bulk first. Foreign keys would delete it too, but row by row. */
const PARTS = ['node_log', 'event', 'attempt', 'node_run', 'payload', 'outbox', 'dead_letter']

const TREE = `
  WITH RECURSIVE tree AS (
    SELECT id AS root, id, 0 AS level FROM execution WHERE id = ANY($1)
    UNION ALL
    SELECT t.root, c.id, t.level + 1 FROM tree t JOIN execution c ON c.parent_execution_id = t.id
  )`

/**
 * Of these executions the ones that may go: they and all that they started have ended, and nobody has a dead letter to
 * decide on in any of them.
 */
export async function findDeletable(client: pg.ClientBase, rootIds: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ root: string }>(
    `${TREE}
     SELECT DISTINCT t.root FROM tree t JOIN execution e ON e.id = t.id
     WHERE e.ended_at IS NULL OR EXISTS (
       SELECT FROM dead_letter d WHERE d.execution_id = t.id AND d.status IN ('open', 'retrying')
     )`,
    [rootIds],
  )
  const kept = new Set(rows.map((row) => row.root))
  return rootIds.filter((id) => !kept.has(id))
}

/** The next descendants of these executions, those furthest down first. */
export async function findDescendants(
  client: pg.ClientBase,
  rootIds: readonly string[],
  limit: number,
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `${TREE} SELECT id FROM tree WHERE level > 0 ORDER BY level DESC, id LIMIT $2`,
    [rootIds, limit],
  )
  return rows.map((row) => row.id)
}

/**
 * Deletes executions with all that belongs to them in one short transaction; returns how many. One that somebody works
 * on, that goes on again, or whose children are still there is left.
 */
export async function deleteExecutions(client: pg.ClientBase, ids: readonly string[]): Promise<number> {
  await client.query('BEGIN')
  try {
    const { rows } = await client.query<{ id: string }>(
      `SELECT e.id FROM execution e
       WHERE e.id = ANY($1) AND e.ended_at IS NOT NULL
         AND NOT EXISTS (SELECT FROM execution c WHERE c.parent_execution_id = e.id)
         AND NOT EXISTS (
           SELECT FROM dead_letter d WHERE d.execution_id = e.id AND d.status IN ('open', 'retrying')
         )
       ORDER BY e.id
       FOR UPDATE OF e SKIP LOCKED`,
      [ids],
    )
    const locked = rows.map((row) => row.id)
    if (locked.length > 0) {
      for (const table of PARTS) await client.query(`DELETE FROM ${table} WHERE execution_id = ANY($1)`, [locked])
      await client.query(`DELETE FROM execution WHERE id = ANY($1)`, [locked])
    }
    await client.query('COMMIT')
    return locked.length
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}
