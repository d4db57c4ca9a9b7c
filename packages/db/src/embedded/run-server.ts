import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, fstatSync, ftruncateSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import type { ServerCommand } from './server-command.ts'

const LOG_LIMIT = 16 * 1024 * 1024
const START_PATIENCE = 60_000

export interface RunServerOptions {
  dataDir: string
  cluster: string
  binaries: PostgresBinaries
  command: ServerCommand
  port: number
  ephemeral: boolean
}

/** Starts the server process and resolves once it accepts connections. */
export async function runServer(options: RunServerOptions): Promise<ChildProcess> {
  const deadline = Date.now() + START_PATIENCE
  for (;;) {
    const outcome = await tryToRun(options, deadline)
    if (!('failure' in outcome)) return outcome.child
    // After a `kill -9` of the server its backends take a moment to notice and to leave the shared memory.
    const transient = outcome.failure.includes('pre-existing shared memory block')
    if (!transient || Date.now() > deadline - START_PATIENCE / 2) {
      throw new EmbeddedPostgresError('SERVER_FAILED', `The database server did not start: ${outcome.failure}`)
    }
    await delay(250)
  }
}

async function tryToRun(
  options: RunServerOptions,
  deadline: number,
): Promise<{ child: ChildProcess } | { failure: string }> {
  const logFile = join(options.dataDir, 'server.log')
  const log = openSync(logFile, 'a', 0o600)
  if (fstatSync(log).size > LOG_LIMIT) ftruncateSync(log)
  const logStart = fstatSync(log).size
  const child = spawnServer(options, log)
  closeSync(log)

  let exited = false
  child.once('exit', () => {
    exited = true
  })
  child.once('error', () => {
    exited = true
  })
  while (!exited) {
    const file = readPostmasterFile(options.cluster)
    if (file?.pid === child.pid && file?.ready) return { child }
    if (Date.now() > deadline) {
      child.kill('SIGQUIT')
      return { failure: 'it was not ready in time.' }
    }
    await delay(10)
  }
  const lines = readFileSync(logFile).subarray(logStart).toString('utf8').trim().split('\n')
  return { failure: lines.slice(-5).join('\n') }
}

function spawnServer({ cluster, binaries, command, port, ephemeral }: RunServerOptions, log: number): ChildProcess {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: ephemeral ? '300' : '200',
    log_destination: 'stderr',
    logging_collector: 'off',
    log_line_prefix: '%m [%p] ',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    ...(ephemeral ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }
  const [program = binaries.postgres, ...args] = [
    ...command.prefix,
    binaries.postgres,
    '-D',
    cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const { uid, gid } = command
  return spawn(program, args, {
    // A session of its own: Ctrl-C in the terminal reaches the launcher only, which stops the database last.
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, LC_ALL: 'C' },
    windowsHide: true,
    ...(uid === undefined || gid === undefined ? {} : { uid, gid }),
  })
}
