import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { describe, expect, it, vi } from 'vitest'
import { createTestDatabase } from '../testing/index.ts'
import { PRUNE_LOCK, pruneExecutions } from './prune-executions.ts'
import { startPruner } from './start-pruner.ts'

const VERSION = '00000000-0000-4000-8000-000000000001'
const MONTH = { days: 30, count: 0 }

interface NewExecution {
  /** Null: it still runs. */
  endedDaysAgo: number | null
  parent?: string
  item?: number
  letter?: 'open' | 'retrying' | 'resolved' | 'discarded'
}

async function setUp() {
  const database = await createTestDatabase()
  const { pool, connectionString } = database
  await pool.query(`INSERT INTO workflow (workspace_id, id, name, draft) VALUES ('local', 'w', 'W', '{}')`)
  await pool.query(
    `INSERT INTO workflow_version (id, workspace_id, workflow_id, number, content_hash, definition)
     VALUES ($1, 'local', 'w', 1, 'h', '{}')`,
    [VERSION],
  )
  return {
    pool,
    connectionString,
    prune: (policy = MONTH, batchSize = 3) => pruneExecutions({ connectionString, policy, batchSize }),
    /** An execution with a row in every table that belongs to executions. */
    async add({ endedDaysAgo, parent, item = 0, letter }: NewExecution): Promise<string> {
      const id = randomUUID()
      const payloadId = randomUUID()
      const ago = (endedDaysAgo ?? 100) + 1
      await pool.query(
        `INSERT INTO execution (id, workspace_id, workflow_id, version_id, status, open_count, active_count, running_count,
           event_seq, created_at, started_at, ended_at, parent_execution_id, parent_node_id, item_index, depth)
         VALUES ($1, 'local', 'w', $2, $3, $4, 0, 0, 1, clock_timestamp() - $5 * interval '1 day', clock_timestamp(),
           clock_timestamp() - $6 * interval '1 day', $7, $8, $9, $10)`,
        [
          id,
          VERSION,
          endedDaysAgo === null ? 'running' : letter ? 'failed' : 'completed',
          endedDaysAgo === null ? 1 : 0,
          ago,
          endedDaysAgo,
          parent ?? null,
          parent ? 'call' : null,
          parent ? item : null,
          parent ? 1 : 0,
        ],
      )
      await Promise.all([
        pool.query(
          `INSERT INTO node_run (execution_id, node_id, status, pending_edges) VALUES ($1, 'n', 'completed', 0)`,
          [id],
        ),
        pool.query(
          `INSERT INTO attempt (execution_id, node_id, start, attempt, outcome, started_at, ended_at)
           VALUES ($1, 'n', 1, 1, 'completed', now(), now())`,
          [id],
        ),
        pool.query(
          `INSERT INTO node_log (execution_id, node_id, start, line, at, level, message)
           VALUES ($1, 'n', 1, 1, now(), 'info', 'hello')`,
          [id],
        ),
        pool.query(`INSERT INTO event (execution_id, seq, last_seq, at, body) VALUES ($1, 1, 1, now(), '[]')`, [id]),
        pool.query(`INSERT INTO payload (id, execution_id, bytes, body) VALUES ($1, $2, 2, '{}')`, [payloadId, id]),
        letter &&
          pool.query(
            `INSERT INTO dead_letter (id, workspace_id, workflow_id, execution_id, node_id, status, error_code, error_message,
               fingerprint, attempts, created_at, failed_at, updated_at)
             VALUES ($1, 'local', 'w', $2, 'n', $3, 'X', 'x', 'f', 1, now(), now(), now())`,
            [randomUUID(), id, letter],
          ),
      ])
      return id
    },
    async left(): Promise<string[]> {
      const { rows } = await pool.query<{ id: string }>('SELECT id FROM execution ORDER BY created_at DESC, id')
      return rows.map((row) => row.id)
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

describe('retention', () => {
  it('deletes what ended before the age, with all that belongs to it, and keeps what is younger or runs', async () => {
    await using fixture = await setUp()
    for (let index = 0; index < 8; index++) await fixture.add({ endedDaysAgo: 31 + index })
    const young = await fixture.add({ endedDaysAgo: 29 })
    const running = await fixture.add({ endedDaysAgo: null })
    expect(await fixture.prune()).toBe(8)
    expect(await fixture.left()).toEqual([young, running])
    for (const table of ['node_run', 'attempt', 'node_log', 'event', 'payload']) {
      const { rows } = await fixture.pool.query(`SELECT count(*)::int AS count FROM ${table}`)
      expect([table, rows[0].count]).toEqual([table, 2])
    }
    expect(await fixture.prune()).toBe(0)
  })

  it('keeps an execution while one of its dead letters, or one of its children, waits for a decision', async () => {
    await using fixture = await setUp()
    const open = await fixture.add({ endedDaysAgo: 40, letter: 'open' })
    const retrying = await fixture.add({ endedDaysAgo: 41, letter: 'retrying' })
    const parent = await fixture.add({ endedDaysAgo: 42 })
    const child = await fixture.add({ endedDaysAgo: 43, parent, letter: 'open' })
    await fixture.add({ endedDaysAgo: 44, letter: 'resolved' })
    await fixture.add({ endedDaysAgo: 45, letter: 'discarded' })
    expect(await fixture.prune(MONTH, 1)).toBe(2)
    expect(await fixture.left()).toEqual([open, retrying, parent, child])
  })

  it('deletes children with their parent, never before, in batches of their own', async () => {
    await using fixture = await setUp()
    const young = await fixture.add({ endedDaysAgo: 1 })
    const kept = await fixture.add({ endedDaysAgo: 40, parent: young })
    const old = await fixture.add({ endedDaysAgo: 50 })
    for (let item = 0; item < 10; item++) {
      const child = await fixture.add({ endedDaysAgo: 50, parent: old, item })
      if (item < 2) await fixture.add({ endedDaysAgo: 50, parent: child })
    }
    expect(await fixture.prune()).toBe(13)
    expect(await fixture.left()).toEqual([young, kept])
  })

  it('keeps as many of the latest of each workflow as it is told to', async () => {
    await using fixture = await setUp()
    const ids: string[] = []
    for (let index = 0; index < 7; index++) ids.push(await fixture.add({ endedDaysAgo: index }))
    const running = await fixture.add({ endedDaysAgo: null })
    expect(await fixture.prune({ days: 0, count: 3 })).toBe(4)
    expect(await fixture.left()).toEqual([...ids.slice(0, 3), running])
  })

  it('does not wait for an execution that somebody works on, and takes it next time', async () => {
    await using fixture = await setUp()
    const held = await fixture.add({ endedDaysAgo: 50 })
    for (let index = 0; index < 3; index++) await fixture.add({ endedDaysAgo: 40 })
    const holder = new pg.Client({ connectionString: fixture.connectionString })
    await holder.connect()
    await holder.query('BEGIN')
    await holder.query('SELECT FROM execution WHERE id = $1 FOR UPDATE', [held])
    expect(await fixture.prune()).toBe(3)
    await holder.query('ROLLBACK')
    await holder.end()
    expect(await fixture.prune()).toBe(1)
  })

  it('leaves the work to the process that is at it', async () => {
    await using fixture = await setUp()
    await fixture.add({ endedDaysAgo: 40 })
    const other = new pg.Client({ connectionString: fixture.connectionString })
    await other.connect()
    await other.query('SELECT pg_advisory_lock($1)', [PRUNE_LOCK])
    expect(await fixture.prune()).toBeUndefined()
    await other.query('SELECT pg_advisory_unlock($1)', [PRUNE_LOCK])
    await other.end()
    expect(await fixture.prune()).toBe(1)
  })

  it('forgets workers that were lost days ago', async () => {
    await using fixture = await setUp()
    await fixture.pool.query(
      `INSERT INTO worker (id, host, pid, concurrency, started_at, heartbeat_at) VALUES
         ('old', 'h', 1, 1, now(), now() - interval '2 days'), ('new', 'h', 2, 1, now(), now() - interval '1 hour')`,
    )
    await fixture.prune()
    expect((await fixture.pool.query('SELECT id FROM worker')).rows).toEqual([{ id: 'new' }])
  })
})

describe('startPruner', () => {
  it('prunes by itself and tells how much', async () => {
    await using fixture = await setUp()
    await fixture.add({ endedDaysAgo: 40 })
    const info = vi.fn()
    const onPruned = vi.fn()
    const pruner = startPruner({
      connectionString: fixture.connectionString,
      policy: MONTH,
      logger: { info, warn: info },
      onPruned,
      firstRoundMs: 0,
      intervalMs: 5,
    })
    await vi.waitFor(() => expect(onPruned).toHaveBeenCalledExactlyOnceWith(1), { timeout: 20_000 })
    await pruner.close()
    expect(info).toHaveBeenCalledExactlyOnceWith({ executions: 1 }, 'Executions past their retention were deleted')
    expect(await fixture.left()).toEqual([])
  })
})

describe('the trash', () => {
  const DAY_31 = `clock_timestamp() - interval '31 days'`

  it('is emptied after thirty days, with the executions, and what is not over stays', async () => {
    await using fixture = await setUp()
    const { pool } = fixture
    const open = await fixture.add({ endedDaysAgo: 1, letter: 'open' })
    await pool.query(`UPDATE workflow SET deleted_at = ${DAY_31}`)
    await fixture.prune({ days: 0, count: 0 })
    expect(await fixture.left()).toEqual([open])
    await pool.query(`UPDATE dead_letter SET status = 'discarded'`)
    expect(await fixture.prune({ days: 0, count: 0 })).toBe(1)
    expect((await pool.query('SELECT FROM workflow')).rowCount).toBe(0)
    expect((await pool.query('SELECT FROM workflow_version')).rowCount).toBe(0)
  })

  it('keeps what came into it lately, unless it was deleted for good', async () => {
    await using fixture = await setUp()
    const { pool } = fixture
    const execution = await fixture.add({ endedDaysAgo: 0 })
    await pool.query(`UPDATE workflow SET deleted_at = clock_timestamp() - interval '29 days'`)
    await fixture.prune({ days: 0, count: 0 })
    expect(await fixture.left()).toEqual([execution])
    await pool.query(`UPDATE workflow SET purged_at = clock_timestamp()`)
    await fixture.prune({ days: 0, count: 0 })
    expect((await pool.query('SELECT FROM workflow')).rowCount).toBe(0)
  })
})
