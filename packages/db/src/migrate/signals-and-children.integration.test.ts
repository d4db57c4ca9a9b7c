import { expect, it, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/index.ts'
import { migrateDatabase } from './migrate-database.ts'
import { prismaBefore } from './prisma-before.fixture.ts'

const PARENT = '00000000-0000-4000-8000-000000000001'
const VERSION = '00000000-0000-4000-8000-000000000002'
const PAYLOAD = '00000000-0000-4000-8000-000000000003'
const child = (index: number) => `00000000-0000-4000-8000-00000000010${index}`

/** All migrations, one after the other, take a busy machine a while. */
vi.setConfig({ testTimeout: 120_000 })

/** A database as it was before a migration, with a running execution in it. */
async function databaseBefore(name: string): Promise<TestDatabase> {
  const database = await createTestDatabase({ migrated: false })
  const { pool } = database
  await migrateDatabase({ ...database, prismaDirectory: await prismaBefore(name) })
  await pool.query(`INSERT INTO workflow (workspace_id, id, name, draft) VALUES ('local', 'w', 'W', '{}')`)
  await pool.query(
    `INSERT INTO workflow_version (id, workspace_id, workflow_id, number, content_hash, definition)
     VALUES ($1, 'local', 'w', 1, 'h', '{}')`,
    [VERSION],
  )
  await pool.query(
    `INSERT INTO execution (id, workspace_id, workflow_id, version_id, status, entry_node_id, input, open_count,
       active_count, running_count, event_seq)
     VALUES ($1, 'local', 'w', $2, 'running', 'each', '{}', 1, 1, 0, 0)`,
    [PARENT, VERSION],
  )
  return database
}

it('has waits for a signal of before the signing keys say which start opened them and when they end', async () => {
  await using database = await databaseBefore('_signing_keys')
  const { pool } = database
  const insert = `INSERT INTO node_run (execution_id, node_id, status, attempt, starts, pending_edges, wake_at, wait)
    VALUES ($1, $2, $3, 1, 3, 0, $4, $5)`
  const until = new Date('2030-01-01T00:00:00.250Z')
  await pool.query(insert, [PARENT, 'until', 'waiting', until, '{"kind":"signal"}'])
  await pool.query(insert, [PARENT, 'for-ever', 'waiting', null, '{"kind":"signal"}'])
  await pool.query(insert, [PARENT, 'over', 'completed', null, '{"kind":"signal"}'])
  await migrateDatabase(database)
  const { rows } = await pool.query(`SELECT node_id, wait FROM node_run ORDER BY node_id`)
  expect(rows.map(({ node_id, wait }) => [node_id, JSON.parse(wait)])).toEqual([
    ['for-ever', { kind: 'signal', opened: 3, until: null, reminders: 0 }],
    ['over', { kind: 'signal' }],
    ['until', { kind: 'signal', opened: 3, until: until.getTime(), reminders: 0 }],
  ])
})

it('stages the children of before that were created and not begun, and leaves the others as they are', async () => {
  await using database = await databaseBefore('_child_items')
  const { pool } = database
  await pool.query(`INSERT INTO payload (id, execution_id, bytes, body) VALUES ($1, $2, 7, '"large"')`, [
    PAYLOAD,
    PARENT,
  ])
  const insert = `INSERT INTO execution (id, workspace_id, workflow_id, version_id, status, entry_node_id, input,
      input_payload_id, open_count, active_count, running_count, event_seq, parent_execution_id, parent_node_id,
      item_index, depth)
    VALUES ($1, 'local', 'w', $2, $3, $4, $5, $6, 0, 0, 0, 0, $7, 'each', $8, 2)`
  const add = (index: number, status: string, entry: string | null, input: string | null, payload: string | null) =>
    pool.query(insert, [child(index), VERSION, status, entry, input, payload, PARENT, index])
  await add(0, 'completed', 'each', '0', null)
  await add(1, 'queued', null, '{"not":"begun"}', null)
  await add(2, 'queued', null, null, PAYLOAD)
  await add(3, 'queued', null, '"about to begin"', null)
  await pool.query(
    `INSERT INTO outbox (execution_id, node_id, kind, available_at) VALUES ($1, 'each', 'begin', now())`,
    [child(3)],
  )
  await migrateDatabase(database)
  const staged = await pool.query(`SELECT item_index, input, depth, version_id FROM child_item ORDER BY item_index`)
  expect(staged.rows).toEqual([
    { item_index: 1, input: '{"not":"begun"}', depth: 2, version_id: VERSION },
    { item_index: 2, input: '"large"', depth: 2, version_id: VERSION },
  ])
  const left = await pool.query(`SELECT id FROM execution WHERE parent_execution_id = $1 ORDER BY item_index`, [PARENT])
  expect(left.rows.map(({ id }) => id)).toEqual([child(0), child(3)])
})
