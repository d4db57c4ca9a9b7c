import pg from 'pg'
import { openEngine } from './engine-runs.mjs'

/** Redis memory that an execution takes while it waits for a worker, and the bytes that a finished node takes on disk. */
export async function redisBytesAnOpenExecution({ databaseUrl, redisUrl, workflow, executions }) {
  const { engine, redis, close } = openEngine({ databaseUrl, redisUrl, prefix: 'space' })
  try {
    engine.registerWorkflow(workflow)
    await engine.enqueueWorkflow(workflow.id, {})
    const before = await usedMemory(redis)
    await Promise.all(Array.from({ length: executions }, () => engine.enqueueWorkflow(workflow.id, {})))
    while ((await engine.getQueueStats()).waiting < executions) await new Promise((resolve) => setTimeout(resolve, 20))
    return ((await usedMemory(redis)) - before) / executions
  } finally {
    await close()
  }
}

/** Bytes of everything that executions are made of, indexes included, for each node run. */
export async function postgresBytesANode({ databaseUrl }) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const tables = ['execution', 'node_run', 'attempt', 'event', 'node_log', 'payload', 'outbox']
    await client.query(`VACUUM ${tables.join(', ')}`)
    const { rows } = await client.query(
      `SELECT (SELECT sum(pg_total_relation_size(t::regclass)) FROM unnest($1::text[]) t) / (SELECT count(*) FROM node_run) AS bytes`,
      [tables],
    )
    return Number(rows[0].bytes)
  } finally {
    await client.end()
  }
}

async function usedMemory(redis) {
  return Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1])
}
