import { existsSync, mkdirSync, realpathSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import pg from 'pg'
import { lockDataDir } from './data-dir-lock.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { initialiseCluster, SUPERUSER } from './initialise-cluster.ts'
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts'
import { recoverLeftoverServer } from './recover-leftover-server.ts'
import { type RunServerOptions, runServer } from './run-server.ts'
import { chooseServerCommand } from './server-command.ts'
import { choosePort, readSettings, writeSettings } from './server-settings.ts'
import { stopServer } from './stop-server.ts'
import { findUnprivilegedUser } from './unprivileged-user.ts'

// States of a data dir: empty → initialised ⇄ running. A launcher that dies while it runs leaves a server or its
// postmaster.pid behind; the next start clears both on the way from initialised to running.

export interface StartEmbeddedPostgresOptions {
  /** Folder for the database files, the password and the server's log; created if need be. */
  dataDir: string
  /** Port on 127.0.0.1; default: the one of the last start if it is free, else any free one. */
  port?: number
  /** Gives up durability for speed; for tests only. */
  ephemeral?: boolean
}

/** A running server of this process. */
export interface EmbeddedPostgres {
  /** Of the database `spane`, as its owner. */
  connectionString: string
  pid: number
  /** Resolves when the server has ended, wanted or not. */
  exited: Promise<void>
  /** Disconnects clients, writes everything to disk and ends the server. May be called more than once. */
  stop(): Promise<void>
}

/**
 * Starts a PostgreSQL server of the product's own on a data dir, whatever a former start left there, and creates the
 * database `spane`.
 *
 * @throws EmbeddedPostgresError with a code and a sentence for a person.
 */
export async function startEmbeddedPostgres(options: StartEmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const binaries = await findPostgresBinaries()
  const { dataDir, unlock } = openDataDir(options.dataDir)
  try {
    return await start({ ...options, dataDir }, binaries, unlock)
  } catch (error) {
    unlock()
    throw explainAccess(error, dataDir)
  }
}

function openDataDir(path: string): { dataDir: string; unlock: () => void } {
  try {
    mkdirSync(path, { recursive: true })
    const dataDir = realpathSync(resolve(path))
    return { dataDir, unlock: lockDataDir(dataDir) }
  } catch (error) {
    throw explainAccess(error, path)
  }
}

// Usual when a data dir was made as root, in a container or with sudo, and is now used without.
function explainAccess(error: unknown, dataDir: string): unknown {
  const { code, path } = error as NodeJS.ErrnoException
  if (code !== 'EACCES' && code !== 'EPERM') return error
  return new EmbeddedPostgresError(
    'DATA_DIR_UNREACHABLE',
    `${path ?? dataDir} belongs to another user. Start as that user, change its owner, or set SPANE_DATA_DIR to another ` +
      'folder.',
    error,
  )
}

async function start(
  { dataDir, port: fixedPort, ephemeral = false }: StartEmbeddedPostgresOptions,
  binaries: PostgresBinaries,
  unlock: () => void,
): Promise<EmbeddedPostgres> {
  const user = findUnprivilegedUser(join(dataDir, 'cluster'))
  const command = chooseServerCommand(user, [dataDir, dirname(binaries.postgres)])
  const remembered = readSettings(dataDir)
  const { password } = remembered
  if (remembered.port === undefined && existsSync(join(dataDir, 'cluster'))) {
    throw new EmbeddedPostgresError(
      'DATA_DIR_INCOMPATIBLE',
      `${join(dataDir, 'server.json')} with the password of the database is missing. Restore it, or set SPANE_DATA_DIR to ` +
        'another folder.',
    )
  }
  if (remembered.port === undefined) writeSettings(dataDir, { password, port: await choosePort(fixedPort) })

  const cluster = initialiseCluster({ dataDir, binaries, command, user, password, ephemeral })
  await recoverLeftoverServer(cluster, binaries)
  const { child, port } = await runOnFreePort({ dataDir, cluster, binaries, command, ephemeral }, fixedPort)
  writeSettings(dataDir, { password, port })
  const pid = child.pid as number
  const killOnExit = () => child.kill('SIGINT')
  const exited = new Promise<void>((resolveExit) => {
    child.once('exit', () => {
      process.off('exit', killOnExit)
      unlock()
      resolveExit()
    })
  })
  process.once('exit', killOnExit)

  const connect = (database: string) => `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) await stopServer(pid, cluster, binaries)
    await exited
  }
  try {
    await ensureDatabase(connect('postgres'))
  } catch (error) {
    await stop()
    throw error
  }
  return { connectionString: connect('spane'), pid, exited, stop }
}

// Another program may take the port between the look and the start.
async function runOnFreePort(options: Omit<RunServerOptions, 'port'>, fixedPort: number | undefined) {
  for (let attempt = 1; ; attempt += 1) {
    const remembered = attempt === 1 ? readSettings(options.dataDir).port : undefined
    const port = fixedPort ?? (await choosePort(remembered))
    try {
      return { port, child: await runServer({ ...options, port }) }
    } catch (error) {
      const portTaken = error instanceof EmbeddedPostgresError && error.message.includes('could not bind')
      if (!portTaken || fixedPort !== undefined || attempt === 3) throw error
    }
  }
}

async function ensureDatabase(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    const { rowCount } = await client.query(`SELECT FROM pg_database WHERE datname = 'spane'`)
    if (rowCount === 0) await client.query('CREATE DATABASE spane')
  } finally {
    await client.end()
  }
}
