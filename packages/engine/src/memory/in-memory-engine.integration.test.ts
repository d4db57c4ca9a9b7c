import { Redis } from 'ioredis'
import { inject } from 'vitest'
import { describeEngine } from '../testing/engine-contract.ts'
import { WorkflowEngine } from '../workflow-engine.ts'
import { InMemoryExecutionStore } from './in-memory-execution-store.ts'

const stores = new Map<string, InMemoryExecutionStore>()

describeEngine('the in-memory store with Redis', async (registry, options, group) => {
  const store = stores.get(group) ?? new InMemoryExecutionStore()
  stores.set(group, store)
  const redis = new Redis(inject('testRedisUrl'))
  const engine = new WorkflowEngine(registry, store, redis, { ...options, prefix: group })
  return {
    engine,
    dispose: async () => {
      await engine.close()
      redis.disconnect()
    },
  }
})
