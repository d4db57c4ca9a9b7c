import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { createStorePool } from '../store/create-store-pool.ts'

/** A database of a test's own; `await using` drops it when the test ends. */
export interface TestDatabase extends AsyncDisposable {
  connectionString: string
  /** A pool on it, opened at its first use and closed with the database. */
  pool: pg.Pool
  [Symbol.asyncDispose](): Promise<void>
}

export interface CreateTestDatabaseOptions {
  /** Default true: a copy of the migrated template. False: an empty database. */
  migrated?: boolean
}

/** Creates a fresh database on the run's server, in tens of milliseconds. For integration tests only. */
export async function createTestDatabase({ migrated = true }: CreateTestDatabaseOptions = {}): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const template = inject('testPostgresUrl')
  await runOnServer(template, `CREATE DATABASE ${name} TEMPLATE ${migrated ? 'spane' : 'template0'}`)

  const url = new URL(template)
  url.pathname = `/${name}`
  const pool = createStorePool({ connectionString: url.href })
  // Dropping the database cuts idle connections; that is no error of the test.
  pool.on('error', () => undefined)
  return {
    connectionString: url.href,
    pool,
    [Symbol.asyncDispose]: async () => {
      await pool.end()
      await runOnServer(template, `DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}

/** The Redis server of this test run. Tests share it: give queues a prefix of their own. */
export function getTestRedisUrl(): string {
  return inject('testRedisUrl')
}

async function runOnServer(template: string, sql: string): Promise<void> {
  const url = new URL(template)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
