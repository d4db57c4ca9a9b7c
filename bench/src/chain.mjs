import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createPostgresStore, createStorePool } from '@spane/db'
import { NodeRegistry, WorkflowEngine } from '@spane/engine'
import { Queue } from 'bullmq'
import { Redis } from 'ioredis'

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

export function chainWorkflow(length) {
  const ids = Array.from({ length }, (_, index) => `n${index}`)
  return {
    id: `chain-${length}`,
    name: `Chain of ${length}`,
    entryNodeId: 'n0',
    nodes: ids.map((id, index) => ({
      id,
      type: 'noop',
      inputs: index > 0 ? [ids[index - 1]] : [],
      outputs: index < length - 1 ? [ids[index + 1]] : [],
    })),
  }
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
  const pool = createStorePool({ connectionString: databaseUrl })
  const redis = redisUrl ? new Redis(redisUrl) : null
  const registry = new NodeRegistry().register('noop', {
    execute: ({ inputData }) => ({ success: true, data: inputData }),
  })
  const engine = new WorkflowEngine(registry, createPostgresStore({ pool }), redis, {
    prefix,
    ...(redis ? {} : { backend: { type: 'postgres', connectionString: databaseUrl } }),
  })
  engine.registerWorkflow(workflow)
  const version = await engine.currentVersion(workflow.id)
  const before = await pool.query(
    `SELECT count(*)::int AS n FROM execution WHERE version_id = $1 AND status = 'completed'`,
    [version.id],
  )
  const begun = performance.now()
  await Promise.all(Array.from({ length: executions }, (_, n) => engine.enqueueWorkflow(workflow.id, { n })))
  const enqueued = performance.now()
  for (;;) {
    const { rows } = await pool.query(
      `SELECT count(*)::int AS n FROM execution WHERE version_id = $1 AND status = 'completed'`,
      [version.id],
    )
    if (rows[0].n - before.rows[0].n >= executions) break
    await pause(20)
  }
  const seconds = (performance.now() - begun) / 1000
  for (const child of children) await stopProcess(child)
  await engine.close()
  redis?.disconnect()
  await pool.end()
  return { nodesPerSecond: (executions * workflow.nodes.length) / seconds, enqueueMs: enqueued - begun }
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
