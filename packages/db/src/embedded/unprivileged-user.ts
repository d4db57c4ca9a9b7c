import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, statSync } from 'node:fs'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'

/** The user as whom PostgreSQL runs when the product is started by root, as whom it refuses to run. */
export interface UnprivilegedUser {
  uid: number
  gid: number
}

/**
 * Finds the user for the server: the owner of the database files if there are any (they may have been made without root),
 * else the system user `postgres`, which is created if need be. Undefined when this process is not root.
 */
export function findUnprivilegedUser(cluster: string): UnprivilegedUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const files = statSync(cluster, { throwIfNoEntry: false })
  if (files !== undefined && files.uid !== 0) return { uid: files.uid, gid: files.gid }
  const existing = lookUpUser('postgres')
  if (existing !== undefined) return existing
  const created = spawnSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'])
  const user = created.status === 0 ? lookUpUser('postgres') : undefined
  if (user !== undefined) return user
  throw new EmbeddedPostgresError(
    'NO_UNPRIVILEGED_USER',
    'PostgreSQL does not run as root, and the system user "postgres" could not be created. Create it, start as ' +
      'another user, or set DATABASE_URL to a PostgreSQL server of your own.',
    created.error,
  )
}

/** Hands a file or folder to that user, if there is one. */
export function giveTo(user: UnprivilegedUser | undefined, path: string): void {
  if (user !== undefined) chownSync(path, user.uid, user.gid)
}

function lookUpUser(name: string): UnprivilegedUser | undefined {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }))
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return undefined
  }
}
