import { expect, it } from 'vitest'
import { createTestDatabase } from '../testing/index.ts'
import { migrateDatabase } from './migrate-database.ts'
import { prismaBefore } from './prisma-before.fixture.ts'

it('finds the workflows of before the migration to folders and tags, and gives nobody the samples again', async () => {
  await using database = await createTestDatabase({ migrated: false })
  const { pool } = database
  await migrateDatabase({ ...database, prismaDirectory: await prismaBefore('_folders_and_tags') })
  const odd = JSON.stringify({ nodes: [{ type: 'http-request' }, { type: 'code', config: '\u0000 \ud800 \\u0041' }] })
  const drafts = { odd, 'no workflow': '{}', 'no JSON': 'once upon a time' }
  for (const [id, draft] of Object.entries(drafts)) {
    await pool.query(`INSERT INTO workflow (workspace_id, id, name, draft) VALUES ('local', $1, 'My ' || $1, $2)`, [
      id,
      draft,
    ])
  }
  await migrateDatabase(database)
  const { rows } = await pool.query(
    `SELECT id, node_count AS count, search, folder_id AS folder FROM workflow ORDER BY id`,
  )
  expect(rows).toEqual([
    { id: 'no JSON', count: 0, search: 'my no json ', folder: null },
    { id: 'no workflow', count: 0, search: 'my no workflow ', folder: null },
    { id: 'odd', count: 2, search: 'my odd code http-request', folder: null },
  ])
  expect((await pool.query(`SELECT seeded_at IS NULL AS fresh FROM workspace`)).rows).toEqual([{ fresh: false }])
})

it('searches by an index, and makes it at a start when it is not there', async () => {
  await using database = await createTestDatabase()
  const { pool } = database
  await pool.query(`INSERT INTO workflow (workspace_id, id, name, draft)
    SELECT 'local', 'w' || n, md5(n::text), '{}' FROM generate_series(1, 5000) n`)
  await pool.query('ANALYZE workflow')
  const plan = async () =>
    JSON.stringify((await pool.query(`EXPLAIN SELECT id FROM workflow WHERE search LIKE '%abcdef%'`)).rows)
  expect(await plan()).toContain('workflow_search_idx')
  await pool.query('DROP INDEX workflow_search_idx')
  expect(await plan()).not.toContain('workflow_search_idx')
  const lines: string[] = []
  expect(await migrateDatabase({ ...database, log: (line) => lines.push(line) })).toEqual([])
  expect(await plan()).toContain('workflow_search_idx')
  expect(lines).toEqual([])
})
