import {
  type EndedStart,
  type EngineMetrics,
  type Logger,
  NodeRegistry,
  noMetrics,
  WORKER_ALIVE_MS,
  WorkflowEngine,
} from '@spane/engine'
import { expect, it, vi } from 'vitest'
import { createPrisma } from '../client.ts'
import { createPostgresStore } from '../store/postgres-execution-store.ts'
import { createTestDatabase } from '../testing/index.ts'
import { readDatabaseFigures } from './read-figures.ts'

const SECRET = 'payload-that-nobody-may-log'

/** An engine that fails once and then for good, with everything that it logs and counts written down. */
async function setUp() {
  const database = await createTestDatabase()
  const lines: { level: string; fields: Record<string, unknown>; message: string }[] = []
  const write = (level: string) => (fields: object, message: string) => {
    lines.push({ level, fields: fields as Record<string, unknown>, message })
  }
  const logger: Logger = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
  const ended: EndedStart[] = []
  const executions: string[] = []
  const metrics: EngineMetrics = {
    ...noMetrics,
    executionEnded: (status) => executions.push(status),
    startEnded: (start) => ended.push(start),
    nodeTakenOver: () => executions.push('taken over'),
  }
  const registry = new NodeRegistry()
    .register('pass', { execute: ({ inputData }) => ({ success: true, data: inputData }) })
    .register('fail', {
      execute: ({ inputData, log }) => {
        log('error', `I have seen ${JSON.stringify(inputData)}`)
        throw Object.assign(new Error(`no good: ${JSON.stringify(inputData)}`), { code: 'NO_GOOD', details: inputData })
      },
    })
  const engine = new WorkflowEngine(registry, createPostgresStore({ pool: database.pool }), null, {
    backend: { type: 'postgres', connectionString: database.connectionString },
    logger,
    metrics,
    leaseMs: 1_000,
    defaults: { retries: 1, backoff: { type: 'fixed', delay: 1, maxDelay: 1 } },
  })
  engine.registerWorkflow({
    id: 'w',
    name: 'W',
    entryNodeId: 'a',
    nodes: [
      { id: 'a', type: 'pass', outputs: ['b'] },
      { id: 'b', type: 'fail', inputs: ['a'] },
    ],
  })
  await engine.startWorkers(2)
  const prisma = createPrisma(database.pool)
  return {
    engine,
    prisma,
    pool: database.pool,
    lines,
    ended,
    executions,
    async fail(): Promise<string> {
      const executionId = await engine.enqueueWorkflow('w', { secret: SECRET })
      await vi.waitFor(async () => expect((await engine.store.readExecution(executionId))?.status).toBe('failed'), {
        timeout: 10_000,
        interval: 20,
      })
      return executionId
    },
    [Symbol.asyncDispose]: async () => {
      await engine.close()
      await prisma.$disconnect()
      await database[Symbol.asyncDispose]()
    },
  }
}

it('logs a failed start by its ids and code, and never what it was given or said', async () => {
  await using fixture = await setUp()
  const executionId = await fixture.fail()
  const failures = fixture.lines.filter((line) => line.message === 'node failed')
  expect(failures.map((line) => line.fields)).toMatchObject([
    { executionId, nodeId: 'b', nodeType: 'fail', attempt: 1, code: 'NO_GOOD' },
    { executionId, nodeId: 'b', nodeType: 'fail', attempt: 2, code: 'NO_GOOD' },
  ])
  expect(JSON.stringify(fixture.lines)).not.toContain(SECRET)
})

it('logs whose node was taken over from a lost worker, and counts it', async () => {
  await using fixture = await setUp()
  const executionId = await fixture.fail()
  // As it stands when the worker that ran it has died. The execution last: from then on the sweeper looks at it.
  await fixture.pool.query(
    `UPDATE node_run SET status = 'running', starts = starts + 1, worker_id = 'gone', ended_at = NULL, error = NULL,
       lease_until = clock_timestamp() - interval '1 second' WHERE execution_id = $1 AND node_id = 'b'`,
    [executionId],
  )
  await fixture.pool.query(
    `UPDATE execution SET status = 'running', halted = false, ended_at = NULL, open_count = 1, active_count = 1,
       running_count = 1, unhandled_failures = 0, check_at = clock_timestamp() WHERE id = $1`,
    [executionId],
  )
  await vi.waitFor(() => expect(fixture.executions).toContain('taken over'), { timeout: 10_000, interval: 20 })
  const line = fixture.lines.find((each) => each.message === 'worker lost, node taken over')
  expect(line?.fields).toEqual({ executionId, nodeId: 'b' })
})

it('counts starts by type and outcome, retries by their attempt, and ends of executions', async () => {
  await using fixture = await setUp()
  await fixture.fail()
  expect(fixture.ended.map(({ nodeType, outcome, attempt }) => [nodeType, outcome, attempt])).toEqual([
    ['pass', 'completed', 1],
    ['fail', 'failed', 1],
    ['fail', 'failed', 2],
  ])
  for (const { runMs, queuedMs = -1 } of fixture.ended) expect([runMs >= 0, queuedMs >= 0]).toEqual([true, true])
  expect(fixture.executions).toEqual(['failed'])
})

it('reads the figures of the installation', async () => {
  await using fixture = await setUp()
  await fixture.fail()
  const read = () => readDatabaseFigures(fixture.prisma, { workspaceId: 'local', aliveMs: WORKER_ALIVE_MS })
  expect(await read()).toEqual({
    executions: { queued: 0, running: 0, paused: 0 },
    nodes: { ready: 0, oldestReadySeconds: 0, running: 0, leaseExpired: 0 },
    deadLetters: { open: 1, retrying: 0 },
    workers: { alive: 1, lost: 0, slots: 2 },
    outbox: expect.anything(),
  })
  await fixture.pool.query(
    `INSERT INTO worker (id, host, pid, concurrency, started_at, heartbeat_at)
     VALUES ('gone', 'h', 1, 8, now() - interval '1 hour', now() - interval '1 minute')`,
  )
  await fixture.pool.query(`UPDATE execution SET status = 'paused', open_count = 1, active_count = 1`)
  await fixture.pool.query(`UPDATE node_run SET status = 'ready', ready_at = now() - interval '9 seconds'`)
  expect(await read()).toMatchObject({
    executions: { paused: 1 },
    // What is paused does not wait for a slot.
    nodes: { ready: 0 },
    workers: { alive: 1, lost: 1, slots: 2 },
  })
  await fixture.pool.query(`UPDATE execution SET status = 'running', halted = false`)
  const { nodes } = await read()
  expect(nodes.ready).toBe(2)
  expect(nodes.oldestReadySeconds).toBeGreaterThanOrEqual(9)
})
