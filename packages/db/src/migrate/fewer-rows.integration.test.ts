import { expect, it } from 'vitest'
import { createPostgresStore } from '../store/postgres-execution-store.ts'
import { createTestDatabase } from '../testing/index.ts'
import { migrateDatabase } from './migrate-database.ts'
import { prismaBefore } from './prisma-before.fixture.ts'

const EXECUTION = '00000000-0000-4000-8000-000000000001'
const VERSION = '00000000-0000-4000-8000-000000000002'

/** A choice that led to the left, by the name of its target; the right was skipped. */
const workflow = {
  id: 'w',
  name: 'W',
  entryNodeId: 'choice',
  nodes: ['choice', 'left', 'right'].map((id) => ({ id, type: 'test', config: {} })),
  edges: ['left', 'right'].map((target) => ({
    id: `choice>${target}`,
    source: 'choice',
    sourcePort: 'main',
    target,
    targetPort: 'main',
  })),
}

const EVENTS = [
  { type: 'execution', status: 'queued', reason: 'started' },
  { type: 'node', nodeId: 'choice', status: 'ready', attempt: 1 },
  { type: 'execution', status: 'running', reason: 'claimed' },
  { type: 'node', nodeId: 'choice', status: 'running', attempt: 1, workerId: 'w1' },
  { type: 'node', nodeId: 'choice', status: 'completed', delivered: ['choice>left'], dead: ['choice>right'] },
  { type: 'node', nodeId: 'left', status: 'ready', attempt: 1 },
  { type: 'node', nodeId: 'right', status: 'skipped', dead: [] },
]

it('reads executions of before the migration to fewer rows as they were', async () => {
  await using database = await createTestDatabase({ migrated: false })
  const { pool } = database
  await migrateDatabase({ ...database, prismaDirectory: await prismaBefore('_fewer_rows') })
  await pool.query(`INSERT INTO workflow (workspace_id, id, name, draft) VALUES ('local', 'w', 'W', '{}')`)
  await pool.query(
    `INSERT INTO workflow_version (id, workspace_id, workflow_id, number, content_hash, definition)
     VALUES ($1, 'local', 'w', 1, 'h', $2)`,
    [VERSION, JSON.stringify(workflow)],
  )
  await pool.query(
    `INSERT INTO execution (id, workspace_id, workflow_id, version_id, status, entry_node_id, input, open_count,
       active_count, running_count, event_seq)
     VALUES ($1, 'local', 'w', $2, 'running', 'choice', '{}', 1, 1, 0, $3)`,
    [EXECUTION, VERSION, EVENTS.length],
  )
  await pool.query(
    `INSERT INTO node_run (execution_id, node_id, status, attempt, starts, pending_edges, worker_id, ready_at, started_at,
       ended_at, output, ports)
     VALUES ($1, 'choice', 'completed', 1, 1, 0, 'w1', now(), now(), now(), '{}', '["main"]'),
       ($1, 'left', 'ready', 1, 0, 0, NULL, now() - interval '1 minute', NULL, NULL, NULL, NULL),
       ($1, 'right', 'skipped', 0, 0, 0, NULL, NULL, NULL, now(), NULL, NULL)`,
    [EXECUTION],
  )
  await pool.query(
    `INSERT INTO attempt (execution_id, node_id, start, attempt, outcome, worker_id, ready_at, started_at, ended_at)
     VALUES ($1, 'choice', 1, 1, 'completed', 'w1', now(), now(), now())`,
    [EXECUTION],
  )
  await pool.query(
    `INSERT INTO edge_outcome (execution_id, edge_id, outcome)
     VALUES ($1, 'choice>left', 'delivered'), ($1, 'choice>right', 'dead')`,
    [EXECUTION],
  )
  for (const [index, event] of EVENTS.entries()) {
    const body = JSON.stringify({ ...event, seq: index + 1, at: new Date(0).toISOString() })
    await pool.query(`INSERT INTO event (execution_id, seq, at, body) VALUES ($1, $2, $3, $4)`, [
      EXECUTION,
      index + 1,
      new Date(0),
      body,
    ])
  }

  await migrateDatabase(database)
  const store = createPostgresStore({ pool })
  const at = new Date(0).toISOString()
  const events = EVENTS.map((event, index) => ({ ...event, seq: index + 1, at }))
  expect(await store.readEvents(EXECUTION, 0, 100)).toEqual(events)
  expect(await store.readEvents(EXECUTION, 3, 2)).toEqual(events.slice(3, 5))
  expect(await store.readEdgeOutcomes(EXECUTION)).toEqual({ 'choice>left': 'delivered', 'choice>right': 'dead' })
  expect(await store.readAttempts(EXECUTION, 'choice')).toMatchObject([{ start: 1, outcome: 'completed' }])
  const neglected = await store.findNeglected({ readyForMs: 1_000, limit: 10 })
  expect(neglected.ready).toEqual([{ executionId: EXECUTION, nodeId: 'left' }])

  const claim = { type: 'claim' as const, nodeId: 'left', workerId: 'w2', leaseMs: 60_000 }
  const complete = { type: 'complete' as const, nodeId: 'left', token: 1, output: '{}', ports: ['main'] }
  for (const command of [claim, { ...complete, outputPerPort: false, delivered: [] }]) {
    const { outcomes } = await store.apply([{ executionId: EXECUTION, command }])
    expect(outcomes).toMatchObject([{ ok: true }])
  }
  expect(await store.readExecution(EXECUTION)).toMatchObject({ status: 'completed', openCount: 0 })
  await pool.query('DELETE FROM execution')
  for (const table of ['event', 'node_run', 'attempt', 'outbox']) {
    expect([table, (await pool.query(`SELECT FROM ${table}`)).rowCount]).toEqual([table, 0])
  }
})
