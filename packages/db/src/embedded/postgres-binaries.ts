import { chmodSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'

/** Absolute paths of the server's programs. */
export interface PostgresBinaries {
  initdb: string
  postgres: string
  pgCtl: string
}

/**
 * Finds the programs that `embedded-postgres` ships for this platform. Only its files are used and not its class: that
 * one installs process-wide signal handlers which would stop the database before the processes that still need it.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const name = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  let files: { initdb: string; postgres: string; pg_ctl: string }
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    const entry = createRequire(wrapper).resolve(`@embedded-postgres/${name}`)
    files = await import(pathToFileURL(entry).href)
  } catch (error) {
    throw new EmbeddedPostgresError(
      'UNSUPPORTED_PLATFORM',
      `No embedded PostgreSQL is installed for ${name}. Install the dependencies again, or set DATABASE_URL to a ` +
        'PostgreSQL server of your own.',
      error,
    )
  }
  const binaries = { initdb: files.initdb, postgres: files.postgres, pgCtl: files.pg_ctl }
  for (const file of Object.values(binaries)) ensureExecutable(file)
  return binaries
}

// Archives made on Windows, and some file shares, lose the mode. A read-only install must not be written needlessly.
function ensureExecutable(file: string): void {
  const { mode } = statSync(file)
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555)
}
