// A worker process of a fault run, with failpoints and, for the mutation check, with a part of the engine taken out.
import { NodeRegistry, WorkflowEngine } from '@spane/engine'
import { Redis } from 'ioredis'
import { createStorePool } from '../../store/create-store-pool.ts'
import { createPostgresStore } from '../../store/postgres-execution-store.ts'
import { addCommitFailpoint, addQueueFailpoints, dieAt, type Failpoint, withFailpoints } from './failpoints.ts'
import { Gates } from './gates.ts'
import { takeOutFence } from './mutations.ts'
import type { WorkerSettings } from './worker-settings.ts'
import { createExecutors } from './workload.ts'

const settings = JSON.parse(process.env.CHAOS_WORKER as string) as WorkerSettings
const reach = dieAt(settings.failpoint as Failpoint | undefined, settings.passes ?? 1)

const pool = createStorePool({ connectionString: settings.databaseUrl })
addCommitFailpoint(pool, reach)
const store = withFailpoints(createPostgresStore({ pool }), reach)
if (settings.mutation === 'fence') takeOutFence(store, pool)
const gates = new Gates(settings.prefix)
// Once the result of a first start is in, or refused, whoever waits for that goes on.
const apply = store.apply.bind(store)
store.apply = async (batch) => {
  const outcomes = await apply(batch)
  for (const { executionId, command } of batch)
    if (command.type === 'complete' && command.nodeId === 'block' && command.token === 1)
      gates.open(`${executionId}-answered`)
  return outcomes
}

const redis = settings.redisUrl === undefined ? null : new Redis(settings.redisUrl)
redis?.on('error', () => {})
const registry = new NodeRegistry()
for (const [type, execute] of Object.entries(createExecutors(reach, gates))) registry.register(type, { execute })
const engine = new WorkflowEngine(registry, store, redis, {
  prefix: settings.prefix,
  leaseMs: settings.leaseMs,
  graceMs: settings.graceMs,
  ...(redis ? {} : { backend: { type: 'postgres', connectionString: settings.databaseUrl } }),
})
addQueueFailpoints(engine, reach, settings.failingEnqueues)
await engine.startWorkers(settings.concurrency)
process.send?.('ready')

async function shutDown(): Promise<void> {
  await engine.close()
  redis?.disconnect()
  await pool.end()
  process.exit(0)
}

process.on('SIGTERM', () => void shutDown())
// Nobody is left to end this process when the one that started it is gone.
process.on('disconnect', () => process.exit(0))
