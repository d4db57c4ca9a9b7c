import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { choosePort } from '../../embedded/server-settings.ts'
import { startEmbeddedPostgres } from '../../embedded/start-embedded-postgres.ts'
import { migrateDatabase } from '../../migrate/index.ts'

/** A server that can be killed, and started again at the same address. */
export interface RestartableServer extends AsyncDisposable {
  url: string
  /** Ends it without a chance to write anything down. */
  kill(): Promise<void>
  /** Resolves when it accepts connections again. */
  start(): Promise<void>
}

export interface RestartableRedis extends RestartableServer {
  /** FLUSHALL. */
  empty(): Promise<void>
}

/** A Redis that keeps nothing: after a `kill` it is empty. */
export async function startRestartableRedis(): Promise<RestartableRedis> {
  const port = await choosePort(undefined)
  const url = `redis://127.0.0.1:${port}`
  const program = process.env.SPANE_REDIS_SERVER ?? 'redis-server'
  let child: ChildProcess
  const start = async () => {
    child = spawn(program, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
      stdio: 'ignore',
    })
    await once(child, 'spawn')
    await send((client) => client.ping())
  }
  const send = async (command: (client: Redis) => Promise<unknown>) => {
    const client = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: 500 })
    client.on('error', () => {})
    await command(client)
    client.disconnect()
  }
  const empty = () => send((client) => client.flushall())
  const kill = async () => {
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }
  process.once('exit', () => child.kill('SIGKILL'))
  await start()
  return { url, start, kill, empty, [Symbol.asyncDispose]: kill }
}

/** A migrated PostgreSQL with its default durable settings. `kill` is its immediate shutdown: it recovers from its log. */
export async function startRestartablePostgres(): Promise<RestartableServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'spane-chaos-'))
  let server = await startEmbeddedPostgres({ dataDir })
  const url = server.connectionString
  await migrateDatabase({ connectionString: url })
  return {
    url,
    async kill() {
      process.kill(server.pid, 'SIGQUIT')
      await server.exited
    },
    async start() {
      server = await startEmbeddedPostgres({ dataDir, port: Number(new URL(url).port) })
    },
    async [Symbol.asyncDispose]() {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
