import { randomUUID } from 'node:crypto'
import { StoreDriver, sketchWorkflow } from '@spane/engine/testing'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../testing/index.ts'
import { letterQuery } from './letter-query.ts'
import { createPostgresStore } from './postgres-execution-store.ts'

const workspaceId = 'local'

async function setUp() {
  const database = await createTestDatabase()
  const store = createPostgresStore({ pool: database.pool })
  const driver = await StoreDriver.start(store, sketchWorkflow({ nodes: { a: {} } }))
  await driver.runFailing('a')
  const letter = await driver.letter()
  if (!letter) throw new Error('There is no letter')
  return {
    database,
    pool: database.pool,
    store,
    driver,
    letter,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

type Fixture = Awaited<ReturnType<typeof setUp>>

/** So many letters of as many nodes of the one execution, spread over groups and statuses. */
async function addLetters({ pool, letter }: Fixture, count: number, groups: number): Promise<void> {
  await pool.query(
    `INSERT INTO dead_letter (id, workspace_id, workflow_id, execution_id, node_id, status, error_code, error_message,
       fingerprint, failures, attempts, created_at, failed_at, updated_at, entries)
     SELECT gen_random_uuid(), $1, $2, $3, 'n' || n,
       CASE n % 20 WHEN 0 THEN 'open' WHEN 1 THEN 'discarded' ELSE 'resolved' END, 'BOOM', 'Order ' || n || ' lost',
       'g' || n % $5::int, 1, 1, now() - n * interval '1 second', now() - n * interval '1 second', now(), 1
     FROM generate_series(1, $4::int) n`,
    [workspaceId, letter.workflowId, letter.executionId, count, groups],
  )
}

async function expectTrueCounts({ pool }: Fixture): Promise<void> {
  const { rows } = await pool.query(
    `SELECT coalesce(g.fingerprint, d.fingerprint) AS fingerprint
     FROM dead_letter_group g FULL JOIN (
       SELECT fingerprint, count(*) FILTER (WHERE status = 'open') AS open,
         count(*) FILTER (WHERE status = 'retrying') AS retrying, count(*) FILTER (WHERE status = 'resolved') AS resolved,
         count(*) FILTER (WHERE status = 'discarded') AS discarded, count(*) FILTER (WHERE status = 'void') AS void
       FROM dead_letter GROUP BY fingerprint) d USING (fingerprint)
     WHERE (g.open, g.retrying, g.resolved, g.discarded, g.void)
       IS DISTINCT FROM (d.open, d.retrying, d.resolved, d.discarded, d.void)`,
  )
  expect(rows).toEqual([])
}

/** The scans of a plan, each as its node type and what it reads. */
function scansOf(plan: Record<string, unknown>): string[] {
  const here = plan['Relation Name'] ? [`${plan['Node Type']} ${plan['Index Name'] ?? plan['Relation Name']}`] : []
  const below = (plan.Plans as Record<string, unknown>[] | undefined) ?? []
  return [...here, ...below.flatMap(scansOf)]
}

describe('groups of dead letters in PostgreSQL', () => {
  it('count what there is, whoever writes and removes the letters', async () => {
    await using fixture = await setUp()
    const { pool, driver, letter } = fixture
    await addLetters(fixture, 500, 7)
    await expectTrueCounts(fixture)
    await pool.query(`UPDATE dead_letter SET status = 'open', fingerprint = 'g0' WHERE node_id LIKE 'n1%'`)
    await expectTrueCounts(fixture)
    await pool.query(`DELETE FROM dead_letter WHERE fingerprint = 'g3'`)
    await expectTrueCounts(fixture)
    await driver.send({ type: 'retryDeadLetter', nodeId: 'a' })
    await expectTrueCounts(fixture)
    await pool.query(`DELETE FROM execution WHERE id = $1`, [letter.executionId])
    await expectTrueCounts(fixture)
    expect((await pool.query(`SELECT FROM dead_letter_group`)).rowCount).toBe(0)
    expect((await pool.query(`SELECT FROM dead_letter_entry`)).rowCount).toBe(0)
  })

  it('stay true when many transactions fail alike at once', async () => {
    await using fixture = await setUp()
    const { store, driver } = fixture
    const drivers = await Promise.all(Array.from({ length: 12 }, () => StoreDriver.start(store, driver.workflow)))
    await Promise.all(drivers.map((each) => each.runFailing('a')))
    const [group] = await store.letters.listLetterGroups({ workspaceId, limit: 10 })
    expect(group?.counts.open).toBe(13)
    await expectTrueCounts(fixture)
  })
})

describe('pages of dead letters in PostgreSQL', () => {
  it.each([
    ['all', {}],
    ['of a status', { status: 'open' as const }],
    ['of a group', { fingerprint: 'g1' }],
    ['of a group and some statuses', { fingerprint: 'g1', status: ['open' as const, 'retrying' as const] }],
    ['of a workflow', { workflowId: 'other', status: 'open' as const }],
    ['further on', { status: 'resolved' as const, before: { failedAt: Date.now() - 60_000, id: randomUUID() } }],
  ])('%s are read by an index, and no further than the page', async (_, filter) => {
    await using fixture = await setUp()
    const { pool } = fixture
    await addLetters(fixture, 20_000, 5)
    await pool.query('ANALYZE dead_letter')
    const { text, values } = letterQuery({ workspaceId, limit: 51, ...filter })
    const { rows } = await pool.query(`EXPLAIN (FORMAT JSON) ${text}`, values)
    const scans = scansOf(rows[0]['QUERY PLAN'][0].Plan).filter((scan) => scan.includes('dead_letter'))
    expect(scans.length).toBeGreaterThan(0)
    for (const scan of scans) expect(scan).toMatch(/^Index (Only )?Scan dead_letter_/)
  })
})
