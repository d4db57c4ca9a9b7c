import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { NodeRegistry, WorkflowEngine } from '@spane/engine'
import { applyEvents, emptyExecutionView } from '@spane/realtime'
import type { Workflow } from '@spane/workflow'
import { Redis } from 'ioredis'
import type pg from 'pg'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createTestDatabase, getTestRedisUrl } from '../testing/index.ts'
import { createPostgresStore } from './postgres-execution-store.ts'

const KILLS = 20
const WORKERS = 3
const LEASE_MS = 1_000

/** A chain into a branch whose left side is a fan-out with a join: every rule of 3 in one small graph. */
const workflow: Workflow = {
  id: 'killed',
  name: 'Killed',
  entryNodeId: 'start',
  nodes: ['start', 'branch', 'a', 'b', 'c', 'join', 'never', 'end'].map((id) => ({ id, type: 'work', config: {} })),
  edges: [
    ['start', 'main', 'branch'],
    ['branch', 'left', 'a'],
    ['branch', 'left', 'b'],
    ['branch', 'left', 'c'],
    ['branch', 'right', 'never'],
    ['a', 'main', 'join'],
    ['b', 'main', 'join'],
    ['c', 'main', 'join'],
    ['join', 'main', 'end'],
    ['never', 'main', 'end'],
  ].map(([source, sourcePort, target]) => ({
    id: `${source}>${target}`,
    source: source as string,
    sourcePort: sourcePort as string,
    target: target as string,
    targetPort: 'main',
  })),
}

/** What an execution with input `n` gives when nothing fails. */
function faultFreeOutputs(n: number): Record<string, unknown> {
  const start = { node: 'start', input: { n } }
  const side = (node: string) => ({ node, input: start })
  const join = { node: 'join', input: { a: side('a'), b: side('b'), c: side('c') } }
  return { start, branch: start, a: side('a'), b: side('b'), c: side('c'), join, end: { node: 'end', input: { join } } }
}

describe.each(['redis', 'postgres'] as const)('workers killed in mid-run on the %s backend', (backend) => {
  it(`ends every execution as without a fault, and records no result twice, over ${KILLS} kills (9.1, 5.1)`, async () => {
    const database = await createTestDatabase()
    onTestFinished(() => database[Symbol.asyncDispose]())
    const { pool, connectionString } = database
    const redisUrl = backend === 'redis' ? getTestRedisUrl() : undefined
    const prefix = `kill-${backend}-${process.pid}`
    const redis = redisUrl ? new Redis(redisUrl) : null
    const engine = new WorkflowEngine(
      new NodeRegistry().register('work', { execute: () => ({ success: true }) }),
      createPostgresStore({ pool }),
      redis,
      { prefix, ...(backend === 'postgres' && { backend: { type: 'postgres', connectionString } }) },
    )
    onTestFinished(async () => {
      await engine.close()
      redis?.disconnect()
    })
    engine.registerWorkflow(workflow)

    const workers = new Map<number, ChildProcess>()
    onTestFinished(() => {
      for (const worker of workers.values()) worker.kill('SIGKILL')
    })
    const startWorker = async () => {
      const worker = fork(fileURLToPath(new URL('./kill-worker.fixture.mjs', import.meta.url)), {
        env: {
          ...process.env,
          DATABASE_URL: connectionString,
          REDIS_URL: redisUrl ?? '',
          PREFIX: prefix,
          LEASE_MS: String(LEASE_MS),
        },
        execArgv: [],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      workers.set(worker.pid as number, worker)
      await once(worker, 'message')
    }
    await Promise.all(Array.from({ length: WORKERS }, startWorker))

    const executions: string[] = []
    const enqueue = async (count: number) => {
      const first = executions.length
      executions.push(
        ...(await Promise.all(
          Array.from({ length: count }, (_, index) => engine.enqueueWorkflow('killed', { n: first + index })),
        )),
      )
    }

    await enqueue(20)
    for (let kill = 0; kill < KILLS; kill++) {
      await enqueue(5)
      // Always a worker that runs a node at this moment.
      const victim = await vi.waitFor(() => findBusyWorker(pool, workers), { timeout: 15_000, interval: 5 })
      const died = once(victim, 'exit')
      victim.kill('SIGKILL')
      await died
      workers.delete(victim.pid as number)
      await startWorker()
    }

    await vi.waitFor(
      async () => {
        const { rows } = await pool.query(`SELECT count(*)::int AS open FROM execution WHERE status <> 'completed'`)
        expect(rows[0].open).toBe(0)
      },
      { timeout: 60_000, interval: 100 },
    )
    await checkOutcome(engine, pool, executions)
  }, 180_000)
})

async function findBusyWorker(pool: pg.Pool, workers: Map<number, ChildProcess>): Promise<ChildProcess> {
  const { rows } = await pool.query(`SELECT worker_id FROM node_run WHERE status = 'running'`)
  for (const { worker_id } of rows) {
    const worker = [...workers.entries()].find(([pid]) => worker_id.includes(`-${pid}-`))
    if (worker) return worker[1]
  }
  throw new Error('No worker runs a node')
}

/** The invariants of a finished run, read from the database alone. */
async function checkOutcome(engine: WorkflowEngine, pool: pg.Pool, executions: string[]): Promise<void> {
  const lost = await pool.query(`SELECT count(*)::int AS n FROM attempt WHERE outcome = 'lost'`)
  expect(lost.rows[0].n).toBeGreaterThan(0)
  const twice = await pool.query(
    `SELECT execution_id, node_id FROM attempt WHERE outcome = 'completed' GROUP BY 1, 2 HAVING count(*) > 1`,
  )
  expect(twice.rows).toEqual([])
  const counters = await pool.query(
    `SELECT id FROM execution WHERE open_count <> 0 OR active_count <> 0 OR running_count <> 0 OR unhandled_failures <> 0`,
  )
  expect(counters.rows).toEqual([])
  await vi.waitFor(async () => expect((await pool.query('SELECT * FROM outbox')).rows).toEqual([]), { timeout: 30_000 })
  for (const [n, executionId] of executions.entries()) {
    const execution = await engine.store.getExecution(executionId)
    const outputs = Object.fromEntries(
      Object.entries(execution?.nodeResults ?? {}).flatMap(([id, result]) =>
        result.success ? [[id, result.data]] : [],
      ),
    )
    expect(outputs).toEqual(faultFreeOutputs(n))
    expect(execution?.nodeResults.never?.status).toBe('skipped')
    const view = applyEvents(emptyExecutionView(), await engine.store.readEvents(executionId, 0, 10_000))
    expect(view.status).toBe('completed')
    expect(view.seq).toBe((await engine.store.readExecution(executionId))?.eventSeq)
  }
}
