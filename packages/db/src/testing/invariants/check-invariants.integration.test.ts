import { NodeRegistry, WorkflowEngine } from '@spane/engine'
import { Redis } from 'ioredis'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPostgresStore } from '../../store/postgres-execution-store.ts'
import { Gates } from '../chaos/gates.ts'
import { createExecutors, sketch } from '../chaos/workload.ts'
import { createTestDatabase, getTestRedisUrl, type TestDatabase } from '../create-test-database.ts'
import { checkInvariants } from './check-invariants.ts'
import type { Invariant } from './violation.ts'

const workflow = sketch(
  'checked',
  [
    ['choice', 'yes', 'true'],
    ['choice', 'no', 'false'],
    ['yes', 'join'],
    ['no', 'join'],
    ['join', 'end'],
  ],
  { choice: { type: 'work', config: { port: 'true' } } },
)

describe('the checker of the invariants', () => {
  let database: TestDatabase
  let pool: pg.Pool
  let reference: string
  let id: string
  /** From `yes` on, with what `id` gave before it and beside it. */
  let again: string
  /** Up to `join`, with `yes` pinned. */
  let partial: string

  beforeAll(async () => {
    database = await createTestDatabase()
    pool = database.pool
    const redis = new Redis(getTestRedisUrl())
    const registry = new NodeRegistry()
    const executors = createExecutors(() => {}, new Gates('unused'))
    for (const [type, execute] of Object.entries(executors)) registry.register(type, { execute })
    const engine = new WorkflowEngine(registry, createPostgresStore({ pool }), redis, {
      prefix: `check-${process.pid}`,
    })
    const { id: versionId } = await engine.publishWorkflow(workflow)
    await engine.startWorkers(4)
    reference = await engine.enqueueWorkflow('checked', { n: 1 })
    id = await engine.enqueueWorkflow('checked', { n: 1 })
    await untilAtRest(pool)
    again = (await engine.rerun(id, { fromNodeId: 'yes' })).executionId
    const pins = { yes: { output: '{"by":"hand"}' } }
    partial = (await engine.startVersion({ versionId, input: { n: 1 }, toNodeId: 'join', pins })).executionId
    await untilAtRest(pool)
    await engine.close()
    redis.disconnect()
    await pool.query('ALTER TABLE execution DROP CONSTRAINT execution_counters_check')
    await pool.query('CREATE SCHEMA kept')
    for (const table of TABLES) await pool.query(`CREATE TABLE kept.${table} AS TABLE public.${table}`)
  })

  afterAll(() => database[Symbol.asyncDispose]())

  beforeEach(async () => {
    await pool.query(`DELETE FROM execution`)
    for (const table of TABLES) await pool.query(`INSERT INTO public.${table} SELECT * FROM kept.${table}`)
  })

  const broken = async () => {
    const { violations } = await checkInvariants(pool, { acknowledged: [id, again, partial], reference: [reference] })
    return new Set(violations.map(({ invariant }) => invariant))
  }

  it('finds nothing wrong with executions that ran without a fault, whole and in parts', async () => {
    const acknowledged = [id, reference, again, partial]
    const report = await checkInvariants(pool, { acknowledged, reference: [reference] })
    expect(report).toEqual({ executions: 4, nodeRuns: 20, violations: [] })
  })

  /** Each corruption is one that a broken engine would leave. `$1` is the execution. */
  const corruptions: [Invariant, string, string][] = [
    ['I1', 'an execution that is gone', `DELETE FROM execution WHERE id = $1`],
    ['I1', 'an execution that never ends', `UPDATE execution SET status = 'running' WHERE id = $1`],
    [
      'I2',
      'a second completion',
      `INSERT INTO attempt SELECT execution_id, node_id, starts + 1, attempt, 'completed', worker_id, ready_at, started_at, ended_at
       FROM node_run WHERE execution_id = $1 AND node_id = 'join'`,
    ],
    [
      'I2',
      'a completed node without a completion',
      `UPDATE node_run SET started_at = NULL WHERE execution_id = $1 AND node_id = 'join'`,
    ],
    [
      'I2',
      'a second completion among the events',
      `WITH e AS (UPDATE execution SET event_seq = event_seq + 1 WHERE id = $1 RETURNING id, event_seq)
       INSERT INTO event (execution_id, seq, last_seq, at, body) SELECT id, event_seq, event_seq, now(),
         '[{"type":"node","nodeId":"join","status":"completed"}]' FROM e`,
    ],
    [
      'I3',
      'a start before the join was decided',
      `UPDATE event SET body = replace(body, '"no:main>join"', '"gone"') WHERE execution_id = $1`,
    ],
    [
      'I4',
      'a dead node that ran',
      `UPDATE node_run SET starts = 1, status = 'completed' WHERE execution_id = $1 AND node_id = 'no'`,
    ],
    [
      'I4',
      'a live node that was skipped',
      `UPDATE node_run SET status = 'skipped' WHERE execution_id = $1 AND node_id = 'end'`,
    ],
    [
      'I4',
      'a node below an edge that is dead',
      `UPDATE node_run SET delivered = '[]' WHERE execution_id = $1 AND node_id = 'join'`,
    ],
    [
      'I4',
      'an edge that carries a silent port',
      `UPDATE node_run SET delivered = '["choice:false>no"]' WHERE execution_id = $1 AND node_id = 'choice'`,
    ],
    [
      'I5',
      'a change after the end',
      `WITH e AS (UPDATE execution SET event_seq = event_seq + 1 WHERE id = $1 RETURNING id, event_seq)
       INSERT INTO event (execution_id, seq, last_seq, at, body) SELECT id, event_seq, event_seq, now(),
         '[{"type":"node","nodeId":"end","status":"completed"}]' FROM e`,
    ],
    [
      'I6',
      'the result of a superseded start',
      `UPDATE node_log SET message = replace(message, 'start=1', 'start=2') WHERE execution_id = $1 AND node_id = 'join'`,
    ],
    [
      'I6',
      'a result recorded for another worker',
      `UPDATE node_run SET worker_id = 'another' WHERE execution_id = $1 AND node_id = 'join'`,
    ],
    [
      'I6',
      'a start that left no attempt',
      `UPDATE node_run SET starts = 2 WHERE execution_id = $1 AND node_id = 'join'`,
    ],
    ['I7', 'an open count that is one too high', `UPDATE execution SET open_count = open_count + 1 WHERE id = $1`],
    ['I7', 'a failure that was not counted', `UPDATE execution SET unhandled_failures = 1 WHERE id = $1`],
    [
      'I8',
      'a dispatch left in the outbox',
      `INSERT INTO outbox (execution_id, node_id, kind, available_at) VALUES ($1, 'end', 'dispatch', now())`,
    ],
    [
      'I9',
      'a claim after the cancel',
      `WITH e AS (UPDATE execution SET status = 'cancelled' WHERE id = $1 RETURNING id, ended_at)
       UPDATE node_run n SET started_at = e.ended_at + interval '2 seconds' FROM e WHERE n.execution_id = e.id`,
    ],
    [
      'I10',
      'another output than without a fault',
      `UPDATE node_run SET output = '{}' WHERE execution_id = $1 AND node_id = 'end'`,
    ],
    [
      'I10',
      'an output that is missing',
      `UPDATE node_run SET output = NULL WHERE execution_id = $1 AND node_id = 'end'`,
    ],
    ['I10', 'another end than without a fault', `UPDATE execution SET status = 'failed' WHERE id = $1`],
    [
      'I11',
      'a gap in the events',
      `DELETE FROM event WHERE execution_id = $1
         AND seq = (SELECT seq FROM event WHERE execution_id = $1 ORDER BY seq OFFSET 1 LIMIT 1)`,
    ],
    [
      'I11',
      'a state that no event tells of',
      `UPDATE node_run SET status = 'failed', handled = true WHERE execution_id = $1 AND node_id = 'end'`,
    ],
  ]

  it.each(corruptions)('reports %s for %s', async (invariant, _what, sql) => {
    await pool.query(sql, [id])
    expect(await broken()).toContain(invariant)
  })

  /** `$1` runs from `yes` on, or up to `join`; `$2` is the execution whose results the first one reuses. */
  const partly: [Invariant, string, 'again' | 'partial', string][] = [
    [
      'I2',
      'a completed node that neither ran nor was given',
      'again',
      `UPDATE node_run SET given_by = NULL WHERE execution_id = $1 AND node_id = 'choice'`,
    ],
    [
      'I3',
      'a start before what it reuses was announced',
      'again',
      `UPDATE event SET body = replace(body, '"no:main>join"', '"gone"') WHERE execution_id = $1`,
    ],
    [
      'I4',
      'a given node that ran all the same',
      'again',
      `UPDATE node_run SET starts = 1 WHERE execution_id = $1 AND node_id = 'choice'`,
    ],
    [
      'I4',
      'a pinned node that ran all the same',
      'partial',
      `UPDATE node_run SET starts = 1 WHERE execution_id = $1 AND node_id = 'yes'`,
    ],
    [
      'I4',
      'a node beyond the last one that ran',
      'partial',
      `UPDATE node_run SET starts = 1, status = 'completed' WHERE execution_id = $1 AND node_id = 'end'`,
    ],
    [
      'I4',
      'a node that ran without one that feeds it',
      'again',
      `UPDATE event SET body = replace(body, '"reused"', '"not-needed"') WHERE execution_id = $1`,
    ],
    [
      'I10',
      'a result that is not the one it reuses',
      'again',
      `UPDATE node_run SET output = '{}' WHERE execution_id = $1 AND node_id = 'choice'`,
    ],
    [
      'I10',
      'a result that was reused of a node without it',
      'again',
      `UPDATE node_run SET output = '{}' WHERE execution_id = $2 AND node_id = 'choice' AND $1::uuid IS NOT NULL`,
    ],
    [
      'I11',
      'a given result that no event tells of',
      'again',
      `UPDATE node_run SET given_by = 'pinned' WHERE execution_id = $1 AND node_id = 'choice'`,
    ],
    [
      'I11',
      'a given result that an event alone tells of',
      'partial',
      `UPDATE node_run SET given_by = NULL WHERE execution_id = $1 AND node_id = 'yes'`,
    ],
  ]

  it.each(partly)('reports %s for %s', async (invariant, _what, which, sql) => {
    await pool.query(sql, [which === 'again' ? again : partial, ...(sql.includes('$2') ? [id] : [])])
    expect(await broken()).toContain(invariant)
  })
})

async function untilAtRest(pool: pg.Pool): Promise<void> {
  await vi.waitFor(
    async () => {
      const { rows } = await pool.query(
        `SELECT (SELECT count(*) FROM execution WHERE status <> 'completed') + (SELECT count(*) FROM outbox) AS open`,
      )
      expect(rows[0].open).toBe('0')
    },
    { timeout: 20_000 },
  )
}

/** In the order in which they refer to each other. */
const TABLES = ['execution', 'node_run', 'attempt', 'node_log', 'event']
