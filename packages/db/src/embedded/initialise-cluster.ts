import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import type { ServerCommand } from './server-command.ts'
import { giveTo, type UnprivilegedUser } from './unprivileged-user.ts'

/** The superuser of an embedded server. */
export const SUPERUSER = 'spane'

const MAJOR_VERSION = '18'

export interface InitialiseClusterOptions {
  dataDir: string
  binaries: PostgresBinaries
  command: ServerCommand
  user: UnprivilegedUser | undefined
  password: string
  ephemeral: boolean
}

/**
 * Creates the database files unless they exist, and returns their folder. They are made aside and renamed, so that a
 * kill in the middle leaves nothing that looks finished.
 */
export function initialiseCluster(options: InitialiseClusterOptions): string {
  const cluster = join(options.dataDir, 'cluster')
  if (existsSync(cluster)) {
    checkVersion(cluster)
    return cluster
  }
  const fresh = join(options.dataDir, 'cluster.new')
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { mode: 0o700 })
  giveTo(options.user, fresh)
  runInitdb(fresh, options)
  renameSync(fresh, cluster)
  return cluster
}

function checkVersion(cluster: string): void {
  const version = readVersion(join(cluster, 'PG_VERSION'))
  if (version === MAJOR_VERSION) return
  throw new EmbeddedPostgresError(
    'DATA_DIR_INCOMPATIBLE',
    `The database files in ${cluster} are of PostgreSQL ${version}, and this version brings ${MAJOR_VERSION}. Move ` +
      'them by a dump and restore, or set SPANE_DATA_DIR to another folder.',
  )
}

function readVersion(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'an unknown version'
    throw error
  }
}

function runInitdb(fresh: string, { dataDir, binaries, command, user, password, ephemeral }: InitialiseClusterOptions) {
  const passwordFile = join(dataDir, 'initdb-password')
  rmSync(passwordFile, { force: true })
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  giveTo(user, passwordFile)
  const [program = binaries.initdb, ...args] = [
    ...command.prefix,
    binaries.initdb,
    `--pgdata=${fresh}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The server's own collation: an index stays valid on a machine with another C library.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(ephemeral ? ['--no-sync'] : []),
  ]
  const { uid, gid } = command
  const result = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
    ...(uid === undefined || gid === undefined ? {} : { uid, gid }),
  })
  rmSync(passwordFile, { force: true })
  if (result.status !== 0) {
    const reason = `${result.error?.message ?? ''}${result.stderr ?? ''}`.trim()
    throw new EmbeddedPostgresError('SERVER_FAILED', `The database files could not be created: ${reason}`, result.error)
  }
}
