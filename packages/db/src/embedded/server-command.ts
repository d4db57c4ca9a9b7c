import { spawnSync } from 'node:child_process'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import type { UnprivilegedUser } from './unprivileged-user.ts'

/** How a PostgreSQL program is started: a prefix before it, and the user for `spawn`. */
export interface ServerCommand {
  prefix: string[]
  uid?: number
  gid?: number
}

/**
 * Decides how to start PostgreSQL's programs so that they end with this process and may reach their files.
 *
 * Where `setpriv` exists (Linux), the kernel sends the server SIGTERM when this process dies without saying so: it then
 * lets its clients finish and stops. Elsewhere the next start finds the leftover server and stops it.
 *
 * Root's own folders (`/root`, a `mktemp -d`) are closed to the user `postgres`. `setpriv` can leave it the one
 * capability to pass through them; otherwise a person has to choose another place.
 *
 * @throws EmbeddedPostgresError `DATA_DIR_UNREACHABLE`
 */
export function chooseServerCommand(user: UnprivilegedUser | undefined, paths: readonly string[]): ServerCommand {
  const dieWithParent = ['setpriv', '--pdeathsig', 'TERM']
  const direct: ServerCommand = { prefix: [], ...user }
  if (user === undefined) return works([...dieWithParent, 'true'], direct) ? { prefix: dieWithParent } : direct

  const asUser = [...dieWithParent, '--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups']
  const closed = paths.filter((path) => !works(['ls', '-d', `${path}/.`], direct))
  if (closed.length === 0) return works([...asUser, 'true']) ? { prefix: asUser } : direct

  // initdb asks access(2) about its sister programs, which forgets the capability unless no_setuid_fixup is set.
  const capability = '-all,+dac_override'
  const keep = ['--inh-caps', capability, '--ambient-caps', capability, '--securebits', '+no_setuid_fixup']
  const passThrough = [...asUser, ...keep]
  if (works([...passThrough, 'ls', '-d', ...closed])) return { prefix: passThrough }
  throw new EmbeddedPostgresError(
    'DATA_DIR_UNREACHABLE',
    `PostgreSQL does not run as root, and its user cannot reach ${closed.join(' and ')}. Put the checkout into a folder ` +
      'that every user may enter and set SPANE_DATA_DIR to one such as /var/lib/spane, start as another user, or set ' +
      'DATABASE_URL.',
  )
}

function works([program = '', ...args]: readonly string[], user: Partial<UnprivilegedUser> = {}): boolean {
  const { uid, gid } = user
  const ids = uid === undefined || gid === undefined ? {} : { uid, gid }
  return spawnSync(program, args, { stdio: 'ignore', ...ids }).status === 0
}
