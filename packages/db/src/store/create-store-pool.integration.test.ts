import { expect, it, onTestFinished } from 'vitest'
import { createTestDatabase } from '../testing/index.ts'
import { createStorePool } from './create-store-pool.ts'
import { inTransaction } from './transaction.ts'

it('keeps the process alive when the server goes away under a connection that is in a transaction', async () => {
  const database = await createTestDatabase()
  onTestFinished(() => database[Symbol.asyncDispose]())
  const pool = createStorePool({ connectionString: database.connectionString })
  onTestFinished(() => pool.end())

  const work = inTransaction(pool, async ({ client }) => {
    const { rows } = await client.query('SELECT pg_backend_pid() AS pid')
    const gone = new Promise<void>((resolve) => client.once('end', () => resolve()))
    await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0].pid])
    await gone
    await client.query('SELECT 1')
  })

  await expect(work).rejects.toThrow()
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
})
