import { describeStoreContract } from '@spane/engine/testing'
import { createTestDatabase } from '../testing/index.ts'
import { createPostgresStore } from './postgres-execution-store.ts'

describeStoreContract('PostgreSQL store', async () => {
  const database = await createTestDatabase()
  return { store: createPostgresStore({ pool: database.pool }), dispose: () => database[Symbol.asyncDispose]() }
})
