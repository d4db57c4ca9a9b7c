import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createPostgresStore, createStorePool } from '@spane/db'
import { NodeRegistry, WorkflowEngine } from '@spane/engine'
import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import pg from 'pg'
import { cpuMs } from './cpu-time.mjs'
import { noop } from './noop.mjs'

export async function startProcess(file, env) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
    env: { ...process.env, ...env },
    execArgv: (process.env.BENCH_EXEC_ARGV ?? '').split(' ').filter(Boolean),
  })
  await once(child, 'message')
  return child
}

export async function stopProcess(child) {
  const exited = once(child, 'exit')
  child.disconnect()
  await exited
}

let runs = 0

/** Hops a second of bare BullMQ. */
export async function bareHops({ redisUrl, executions, length, concurrency }) {
  const prefix = `bare${++runs}`
  const child = await startProcess('./bullmq-worker.mjs', {
    REDIS_URL: redisUrl,
    PREFIX: prefix,
    CONCURRENCY: String(concurrency),
    LENGTH: String(length),
  })
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null })
  const queue = new Queue('hops', {
    connection: redis,
    prefix,
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 1 },
  })
  const begun = performance.now()
  for (let at = 0; at < executions; at += 500) {
    await queue.addBulk(
      Array.from({ length: Math.min(500, executions - at) }, (_, index) => ({
        name: 'hop',
        data: { id: at + index, hop: 0 },
      })),
    )
  }
  while (Number(await redis.get(`${prefix}:done`)) < executions) await pause(5)
  const seconds = (performance.now() - begun) / 1000
  await stopProcess(child)
  await queue.close()
  redis.disconnect()
  return (executions * length) / seconds
}

/** Durable nodes a second of the engine. */
export async function engineNodes({ databaseUrl, redisUrl, workflow, executions, concurrency, workers = 1 }) {
  const prefix = `engine${++runs}`
  const env = { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl ?? '', PREFIX: prefix, CONCURRENCY: String(concurrency) }
  const children = await Promise.all(Array.from({ length: workers }, () => startProcess('./engine-worker.mjs', env)))
  const { engine, close } = openEngine({ databaseUrl, redisUrl, prefix })
  // Not the store's pool: it plans without looking at the values, and a count must look at the newest rows only.
  const watcher = new pg.Client({ connectionString: databaseUrl })
  await watcher.connect()
  engine.registerWorkflow(workflow)
  const version = await engine.currentVersion(workflow.id)
  const { rows: clock } = await watcher.query('SELECT clock_timestamp()::text AS now')
  const usedBefore = sum(children.map((child) => cpuMs(child.pid)))
  const begun = performance.now()
  await Promise.all(Array.from({ length: executions }, (_, n) => engine.enqueueWorkflow(workflow.id, { n })))
  const enqueued = performance.now()
  while ((await countCompleted(watcher, version, clock[0].now)) < executions) await pause(20)
  const seconds = (performance.now() - begun) / 1000
  const workerCpuMs = sum(children.map((child) => cpuMs(child.pid))) - usedBefore
  const memory = await Promise.all(children.map(askForMemory))
  for (const child of children) await stopProcess(child)
  await watcher.end()
  await close()
  return {
    nodesPerSecond: (executions * workflow.nodes.length) / seconds,
    enqueueMs: enqueued - begun,
    workerCpuMs,
    workerMegabytes: memory.map((bytes) => bytes / 2 ** 20),
  }
}

/** By the index of the executions page: to count a long history every 20 ms would be most of what is measured. */
async function countCompleted(watcher, { workspaceId, id }, since) {
  const { rows } = await watcher.query(
    `SELECT count(*)::int AS n FROM execution
     WHERE workspace_id = $1 AND status = 'completed' AND created_at >= $2::timestamptz AND version_id = $3`,
    [workspaceId, since, id],
  )
  return rows[0].n
}

function askForMemory(child) {
  const answered = once(child, 'message')
  child.send('usage')
  return answered.then(([{ memory }]) => memory.rss)
}

function sum(values) {
  return values.reduce((total, value) => total + (value ?? 0), 0)
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

const LATENCY_RUNS = 40

/** Milliseconds from adding the first job to the end of the last, one chain at a time. */
export async function bareLatency({ redisUrl, length }) {
  const prefix = `barelatency${++runs}`
  const child = await startProcess('./bullmq-worker.mjs', {
    REDIS_URL: redisUrl,
    PREFIX: prefix,
    CONCURRENCY: '50',
    LENGTH: String(length),
  })
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null })
  const options = { removeOnComplete: true, removeOnFail: true, attempts: 1 }
  const queue = new Queue('hops', { connection: redis, prefix, defaultJobOptions: options })
  const times = []
  for (let run = 1; run <= LATENCY_RUNS; run++) {
    const begun = performance.now()
    await queue.add('hop', { id: run, hop: 0 })
    while (Number(await redis.get(`${prefix}:done`)) < run) {
      // Asked without a pause: a pause would be most of what is measured.
    }
    times.push(performance.now() - begun)
  }
  await stopProcess(child)
  await queue.close()
  redis.disconnect()
  return times
}

/** Milliseconds from the request to the end of the execution, one at a time. */
export async function engineLatency({ databaseUrl, redisUrl, workflow }) {
  const prefix = `latency${++runs}`
  const env = { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl ?? '', PREFIX: prefix, CONCURRENCY: '50' }
  const child = await startProcess('./engine-worker.mjs', env)
  const { engine, close } = openEngine({ databaseUrl, redisUrl, prefix })
  engine.registerWorkflow(workflow)
  const ended = new Map()
  engine.bus.subscribe((changes) => {
    for (const change of changes) ended.get(change.executionId)?.()
  })
  const times = []
  for (let run = 0; run < LATENCY_RUNS; run++) {
    const begun = performance.now()
    const executionId = await engine.enqueueWorkflow(workflow.id, { run })
    for (;;) {
      const changed = new Promise((resolve) => ended.set(executionId, resolve))
      if ((await engine.store.readExecution(executionId)).endedAt !== null) break
      await Promise.race([changed, pause(50)])
    }
    ended.delete(executionId)
    times.push(performance.now() - begun)
  }
  await stopProcess(child)
  await close()
  return times
}

export function openEngine({ databaseUrl, redisUrl, prefix }) {
  const pool = createStorePool({ connectionString: databaseUrl })
  const redis = redisUrl ? new Redis(redisUrl) : null
  const registry = new NodeRegistry().register('noop', noop)
  const engine = new WorkflowEngine(registry, createPostgresStore({ pool }), redis, {
    prefix,
    ...(redis ? {} : { backend: { type: 'postgres', connectionString: databaseUrl } }),
  })
  return {
    engine,
    pool,
    redis,
    async close() {
      await engine.close()
      redis?.disconnect()
      await pool.end()
    },
  }
}
