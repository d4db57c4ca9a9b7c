import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { expect, it, vi } from 'vitest'
import { createPrisma } from '../client.ts'
import { createTestDatabase } from '../testing/index.ts'
import { measureStorage, STORAGE_LOCK } from './measure-storage.ts'
import { readStorageFigures, readWorkflowStorage } from './read-storage.ts'
import { startStorageMeter } from './start-storage-meter.ts'

async function setUp() {
  const database = await createTestDatabase()
  const { pool, connectionString } = database
  const prisma = createPrisma(pool)
  const add = async (workflowId: string, executions: number, payloadBytes: number) => {
    const versionId = randomUUID()
    await pool.query(`INSERT INTO workflow (workspace_id, id, name, draft) VALUES ('local', $1, 'W', '{}')`, [
      workflowId,
    ])
    await pool.query(
      `INSERT INTO workflow_version (id, workspace_id, workflow_id, number, content_hash, definition)
       VALUES ($1, 'local', $2, 1, 'h', '{}')`,
      [versionId, workflowId],
    )
    await pool.query(
      `WITH e AS (
         INSERT INTO execution (id, workspace_id, workflow_id, version_id, status, open_count, active_count, running_count,
           event_seq, created_at, ended_at)
         SELECT gen_random_uuid(), 'local', $1, $2, 'completed', 0, 0, 0, 1, now(), now() FROM generate_series(1, $3)
         RETURNING id
       )
       INSERT INTO payload (id, execution_id, bytes, body)
       SELECT gen_random_uuid(), e.id, $4, b.body
       FROM e, LATERAL (SELECT string_agg(md5(e.id::text || g), '') AS body FROM generate_series(1, $4 / 32) g) b`,
      [workflowId, versionId, executions, payloadBytes],
    )
  }
  return {
    ...database,
    prisma,
    add,
    pool,
    measure: () => measureStorage({ connectionString }),
    connectionString,
    [Symbol.asyncDispose]: async () => {
      await prisma.$disconnect()
      await database[Symbol.asyncDispose]()
    },
  }
}

it('shares what the tables take out to the workflows by what their executions weigh', async () => {
  await using fixture = await setUp()
  await fixture.add('large', 60, 32_000)
  await fixture.add('small', 120, 320)
  expect(await fixture.measure()).toBe(2)
  const storage = await readWorkflowStorage(fixture.prisma, 'local', ['large', 'small', 'never-run'])
  expect([...storage.keys()].sort()).toEqual(['large', 'small'])
  const [large, small] = [storage.get('large'), storage.get('small')]
  expect(large).toMatchObject({ executions: 60 })
  expect(small).toMatchObject({ executions: 120 })
  // 60 × 32 kB are there, and nobody has more than all tables together.
  expect(large?.bytes).toBeGreaterThan(1_900_000)
  expect((large?.bytes ?? 0) / (small?.bytes ?? 1)).toBeGreaterThan(10)
  const figures = await readStorageFigures(fixture.prisma, { workspaceId: 'local', limit: 1 })
  expect(figures.workflows).toEqual([{ workflowId: 'large', bytes: large?.bytes }])
  expect(figures.databaseBytes).toBeGreaterThan((large?.bytes ?? 0) + (small?.bytes ?? 0))
})

it('forgets workflows whose executions are gone, and leaves the work to the process that is at it', async () => {
  await using fixture = await setUp()
  await fixture.add('gone', 1, 320)
  await fixture.measure()
  await fixture.pool.query('DELETE FROM execution')
  const other = new pg.Client({ connectionString: fixture.connectionString })
  await other.connect()
  await other.query('SELECT pg_advisory_lock($1)', [STORAGE_LOCK])
  expect(await fixture.measure()).toBeUndefined()
  await other.end()
  expect(await fixture.measure()).toBe(0)
  expect(await readWorkflowStorage(fixture.prisma, 'local', ['gone'])).toEqual(new Map())
})

it('measures by itself', async () => {
  await using fixture = await setUp()
  await fixture.add('w', 1, 320)
  const warn = vi.fn()
  const meter = startStorageMeter({
    connectionString: fixture.connectionString,
    logger: { warn },
    firstRoundMs: 0,
    intervalMs: 5,
  })
  await vi.waitFor(async () => expect((await readWorkflowStorage(fixture.prisma, 'local', ['w'])).size).toBe(1), {
    timeout: 20_000,
  })
  await meter.close()
  expect(warn).not.toHaveBeenCalled()
})
