import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { isAlive, isPostgresIn, isZombie } from './process-identity.ts'
import { stopServer } from './stop-server.ts'

/**
 * Clears what a launcher that was killed left in a cluster: stops a server that still runs there, or removes the
 * `postmaster.pid` whose process id now belongs to something else (usual in containers, where ids repeat).
 *
 * A process is only ended when it is surely this cluster's server, and the file is only removed when it surely is not.
 */
export async function recoverLeftoverServer(cluster: string, binaries: PostgresBinaries): Promise<void> {
  const leftover = readPostmasterFile(cluster)
  if (leftover === undefined) return
  const file = join(cluster, 'postmaster.pid')
  if (isZombie(leftover.pid)) rmSync(file, { force: true })
  // PostgreSQL itself takes over the file of a process that is gone, and checks its shared memory first.
  if (!isAlive(leftover.pid)) return
  const ours = isPostgresIn(leftover.pid, cluster)
  if (ours === undefined) {
    throw new EmbeddedPostgresError(
      'DATA_DIR_IN_USE',
      `Process ${leftover.pid} may still be the database server of ${cluster}. If it is, end it; if it is not, remove ` +
        `${file}. Then start again.`,
    )
  }
  if (ours) await stopServer(leftover.pid, cluster, binaries)
  else rmSync(file, { force: true })
}
