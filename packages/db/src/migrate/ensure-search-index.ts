import type pg from 'pg'

/**
 * Gives the search of workflows its index, which needs the extension `pg_trgm`: part of PostgreSQL, but not of every
 * installation. Without it the search reads all workflows of a workspace, and the returned sentence says so; once the
 * extension can be had, the next start makes the index.
 */
export async function ensureSearchIndex(client: pg.ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ searchable: boolean; indexed: boolean }>(
    `SELECT EXISTS (SELECT FROM information_schema.columns WHERE table_schema = current_schema()
         AND table_name = 'workflow' AND column_name = 'search') AS searchable,
       to_regclass('workflow_search_idx') IS NOT NULL AS indexed`,
  )
  if (!rows[0]?.searchable || rows[0].indexed) return undefined
  await client.query('BEGIN')
  try {
    // Held against other processes that start at the same time.
    await client.query('LOCK TABLE workflow IN SHARE ROW EXCLUSIVE MODE')
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_trgm')
    await client.query('CREATE INDEX IF NOT EXISTS workflow_search_idx ON workflow USING gin (search gin_trgm_ops)')
    await client.query('COMMIT')
    return undefined
  } catch (error) {
    await client.query('ROLLBACK')
    const reason = error instanceof Error ? error.message : String(error)
    return `The search of workflows has no index and reads all of them. Install the PostgreSQL extension pg_trgm, then start again: ${reason}`
  }
}
