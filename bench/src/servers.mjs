import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrateDatabase } from '@spane/db'
import { startEmbeddedPostgres } from '@spane/db/embedded'
import { Redis } from 'ioredis'
import pg from 'pg'

/**
 * A PostgreSQL with its default durable settings and a Redis, both of this run alone. `DATABASE_URL` and `REDIS_URL` are
 * not used on purpose: a benchmark must not write into somebody's database.
 */
export async function startServers() {
  const dir = await mkdtemp(join(tmpdir(), 'spane-bench-'))
  const postgres = await startEmbeddedPostgres({ dataDir: join(dir, 'postgres') })
  await migrateDatabase({ connectionString: postgres.connectionString })
  const port = await freePort()
  const redis = spawn('redis-server', ['--port', String(port), '--save', '', '--appendonly', 'no', '--dir', dir], {
    stdio: 'ignore',
  })
  const redisUrl = `redis://127.0.0.1:${port}`
  const client = new Redis(redisUrl, { retryStrategy: () => 50 })
  client.on('error', () => {})
  await client.ping()
  client.disconnect()
  return {
    databaseUrl: postgres.connectionString,
    redisUrl,
    postgresPid: postgres.pid,
    redisPid: redis.pid,
    postgresVersion: () => ask(postgres.connectionString),
    redisVersion: () => redisVersion(redisUrl),
    async stop() {
      redis.kill()
      await postgres.stop()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

async function ask(connectionString) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const { rows } = await client.query('SHOW server_version')
  await client.end()
  return rows[0].server_version
}

async function redisVersion(url) {
  const client = new Redis(url)
  const info = await client.info('server')
  client.disconnect()
  return /redis_version:(\S+)/.exec(info)?.[1]
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
