import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../embedded/index.ts'
import { migrateDatabase } from '../migrate/index.ts'
import { startTestRedis } from './start-test-redis.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the template database on the run's PostgreSQL server; not to be connected to. */
    testPostgresUrl: string
    testRedisUrl: string
  }
}

/**
 * Vitest's global set-up of the integration tests: one PostgreSQL server and one Redis for the run. Every test database
 * is a copy of the server's migrated database `spane`.
 */
export default async function startTestServers(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'spane-test-'))
  const redis = await startTestRedis()
  const postgres = await startEmbeddedPostgres({ dataDir, ephemeral: true })
  const stop = async () => {
    await Promise.all([postgres.stop(), redis.stop()])
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    await migrateDatabase({ connectionString: postgres.connectionString })
    await closeTemplate(postgres.connectionString)
  } catch (error) {
    await stop()
    throw error
  }
  project.provide('testPostgresUrl', postgres.connectionString)
  project.provide('testRedisUrl', redis.url)
  return stop
}

// PostgreSQL copies a database only while nobody is connected to it.
async function closeTemplate(connectionString: string): Promise<void> {
  const url = new URL(connectionString)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query('ALTER DATABASE spane WITH ALLOW_CONNECTIONS false')
  await client.end()
}
