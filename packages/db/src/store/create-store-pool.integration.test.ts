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

it('frees what a process holds that stands still in the middle of a transaction', async () => {
  const database = await createTestDatabase()
  onTestFinished(() => database[Symbol.asyncDispose]())
  const { connectionString } = database
  const pool = createStorePool({ connectionString, idleInTransactionMs: 100 })
  onTestFinished(() => pool.end())

  const rename = `UPDATE workspace SET name = $1 WHERE id = 'local'`
  const work = inTransaction(pool, async ({ client }) => {
    const gone = new Promise<void>((resolve) => client.once('end', () => resolve()))
    await client.query(rename, ['held'])
    // Whoever waits for this row gets it, although the one that holds it says nothing.
    await database.pool.query(rename, ['taken over'])
    await gone
    await client.query('SELECT 1')
  })

  await expect(work).rejects.toThrow()
  expect((await pool.query(`SELECT name FROM workspace WHERE id = 'local'`)).rows).toEqual([{ name: 'taken over' }])
})
