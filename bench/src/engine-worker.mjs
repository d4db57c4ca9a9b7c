// One worker process of a benchmark.
import { createPostgresStore, createStorePool } from '@spane/db'
import { NodeRegistry, WorkflowEngine } from '@spane/engine'
import { Redis } from 'ioredis'
import { noop } from './noop.mjs'

const { DATABASE_URL, REDIS_URL, PREFIX, CONCURRENCY } = process.env
const pool = createStorePool({ connectionString: DATABASE_URL })
const redis = REDIS_URL ? new Redis(REDIS_URL) : null
const registry = new NodeRegistry().register('noop', noop)
const engine = new WorkflowEngine(registry, createPostgresStore({ pool }), redis, {
  prefix: PREFIX,
  ...(redis ? {} : { backend: { type: 'postgres', connectionString: DATABASE_URL } }),
})
await engine.startWorkers(Number(CONCURRENCY))
process.send('ready')
process.on('message', (message) => {
  if (message === 'usage') process.send({ cpu: process.cpuUsage(), memory: process.memoryUsage() })
})
process.on('disconnect', () => process.exit(0))
