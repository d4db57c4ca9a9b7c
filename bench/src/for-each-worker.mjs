// The worker process of the for-each benchmark: it says what memory it holds, now and after a garbage collection.
import { createPostgresStore, createStorePool } from '@spane/db'
import { NodeRegistry, WorkflowEngine } from '@spane/engine'
import { nodeDescriptions } from '@spane/nodes/descriptions'
import { createExecutors } from '@spane/nodes/executors'
import { Redis } from 'ioredis'

const { DATABASE_URL, REDIS_URL, PREFIX } = process.env
const pool = createStorePool({ connectionString: DATABASE_URL })
const redis = new Redis(REDIS_URL)
const executors = createExecutors({ sandbox: { runCode: () => Promise.reject(new Error('No code runs here')) } })
const registry = new NodeRegistry().register('noop', {
  execute: ({ inputData }) => ({ success: true, data: inputData }),
})
const description = nodeDescriptions.find(({ type }) => type === 'for-each')
registry.register('for-each', executors['for-each'], description)
const engine = new WorkflowEngine(registry, createPostgresStore({ pool }), redis, { prefix: PREFIX })
await engine.startWorkers(20)
process.send('ready')
process.on('message', (message) => {
  if (message === 'collect') globalThis.gc?.()
  process.send(process.memoryUsage())
})
process.on('disconnect', () => process.exit(0))
