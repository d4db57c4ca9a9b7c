import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { isAlive, readStartMark } from './process-identity.ts'

interface Holder {
  pid: number
  startMark?: string
}

/**
 * Claims a data dir for this process. The file of a holder that is gone (`kill -9`, power cut) is taken over. This
 * lock exists for its clear message; PostgreSQL guards the files themselves by its own `postmaster.pid`.
 *
 * @returns a function that gives the data dir free again.
 * @throws EmbeddedPostgresError `DATA_DIR_IN_USE`
 */
export function lockDataDir(dataDir: string): () => void {
  const file = join(dataDir, 'lock.json')
  const startMark = readStartMark(process.pid)
  const self: Holder = { pid: process.pid, ...(startMark === undefined ? {} : { startMark }) }
  for (let attempt = 0; attempt < 10; attempt += 1) {
    try {
      writeFileSync(file, JSON.stringify(self), { flag: 'wx', mode: 0o600 })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = readHolder(file)
    if (holder !== undefined && isStillRunning(holder)) {
      throw new EmbeddedPostgresError(
        'DATA_DIR_IN_USE',
        `The data dir ${dataDir} is in use by process ${holder.pid}. Stop that one first, or set SPANE_DATA_DIR to ` +
          'another folder.',
      )
    }
    removeStale(file)
  }
  throw new EmbeddedPostgresError('DATA_DIR_IN_USE', `The data dir ${dataDir} is being taken by another process.`)
}

function isStillRunning(holder: Holder): boolean {
  if (!isAlive(holder.pid)) return false
  if (holder.pid === process.pid && holder.startMark === undefined) return true
  return holder.startMark === undefined || holder.startMark === readStartMark(holder.pid)
}

function readHolder(file: string): Holder | undefined {
  try {
    const holder: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const valid = typeof holder === 'object' && holder !== null && 'pid' in holder && typeof holder.pid === 'number'
    return valid ? (holder as Holder) : undefined
  } catch {
    return undefined
  }
}

// Renamed and not deleted: of two processes that found the same stale file, only one can rename it.
function removeStale(file: string): void {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  rmSync(aside, { force: true })
}
