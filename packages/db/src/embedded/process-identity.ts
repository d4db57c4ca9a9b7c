import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'

/** Whether a process with this id runs, whoever owns it. */
export function isAlive(pid: number): boolean {
  return hasProcessId(pid) && !isZombie(pid)
}

/** Whether the process has ended and only waits for its parent to notice: in a container that may be for ever. */
export function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false
  try {
    return readStat(pid)[0] === 'Z'
  } catch {
    return false
  }
}

function hasProcessId(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

// The fields of /proc/<pid>/stat from the third on: the second, the name, may itself hold spaces and parentheses.
function readStat(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/**
 * Text that differs between two processes which had the same id one after the other (after a reboot or in a restarted
 * container, too); undefined when there is no such process or the system doesn't tell.
 */
export function readStartMark(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
      return `${bootId}/${readStat(pid)[19]}`
    }
    if (process.platform === 'win32') return undefined
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}

/** Whether the process is a PostgreSQL server working in this folder; undefined when that cannot be found out. */
export function isPostgresIn(pid: number, clusterDirectory: string): boolean | undefined {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === clusterDirectory
    if (process.platform === 'win32') return undefined
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    return command.includes('postgres') && command.includes(clusterDirectory)
  } catch {
    return isAlive(pid) ? undefined : false
  }
}
