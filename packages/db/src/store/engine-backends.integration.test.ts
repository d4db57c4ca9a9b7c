import { WorkflowEngine } from '@spane/engine'
import { describeEngine } from '@spane/engine/testing'
import { Redis } from 'ioredis'
import { createTestDatabase, getTestRedisUrl, type TestDatabase } from '../testing/index.ts'
import { createPostgresStore } from './postgres-execution-store.ts'

/** Engines of one group share a database; the last one to go drops it. */
const databases = new Map<string, { database: Promise<TestDatabase>; users: number }>()

async function share(group: string): Promise<{ database: TestDatabase; release: () => Promise<void> }> {
  const shared = databases.get(group) ?? { database: createTestDatabase(), users: 0 }
  databases.set(group, shared)
  shared.users += 1
  const database = await shared.database
  return {
    database,
    release: async () => {
      shared.users -= 1
      if (shared.users > 0) return
      databases.delete(group)
      await database[Symbol.asyncDispose]()
    },
  }
}

describeEngine('PostgreSQL with Redis', async (registry, options, group) => {
  const { database, release } = await share(group)
  const redis = new Redis(getTestRedisUrl())
  const store = createPostgresStore({ pool: database.pool })
  const engine = new WorkflowEngine(registry, store, redis, { ...options, prefix: group })
  return {
    engine,
    dispose: async () => {
      await engine.close()
      redis.disconnect()
      await release()
    },
  }
})

describeEngine('PostgreSQL alone', async (registry, options, group) => {
  const { database, release } = await share(group)
  const { connectionString } = database
  const store = createPostgresStore({ pool: database.pool })
  const engine = new WorkflowEngine(registry, store, null, {
    ...options,
    prefix: group,
    backend: { type: 'postgres', connectionString },
  })
  return {
    engine,
    dispose: async () => {
      await engine.close()
      await release()
    },
  }
})
