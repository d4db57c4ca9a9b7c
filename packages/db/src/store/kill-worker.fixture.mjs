// A worker process of its own, for tests that end it with `kill -9`. Plain JavaScript on the built packages, because
// it runs outside the test runner.
import { createPostgresStore, createStorePool } from '@spane/db'
import { NodeRegistry, WorkflowEngine } from '@spane/engine'
import { Redis } from 'ioredis'

const { DATABASE_URL, REDIS_URL, PREFIX, LEASE_MS } = process.env
const pool = createStorePool({ connectionString: DATABASE_URL })
const registry = new NodeRegistry().register('work', {
  async execute({ nodeId, inputData }) {
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 40))
    if (nodeId === 'branch') return { success: true, data: inputData, ports: ['left'] }
    return { success: true, data: { node: nodeId, input: inputData } }
  },
})
const redis = REDIS_URL ? new Redis(REDIS_URL) : null
const engine = new WorkflowEngine(registry, createPostgresStore({ pool }), redis, {
  prefix: PREFIX,
  leaseMs: Number(LEASE_MS),
  ...(redis ? {} : { backend: { type: 'postgres', connectionString: DATABASE_URL } }),
})
await engine.startWorkers(4)
process.send?.('ready')
process.on('disconnect', () => process.exit(0))
