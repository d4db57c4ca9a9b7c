import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a running (or killed) server says of itself in `postmaster.pid`. */
export interface PostmasterFile {
  pid: number
  port: number | undefined
  ready: boolean
}

/** Reads `postmaster.pid` of a cluster; undefined when there is none (yet). Its lines are a documented format. */
export function readPostmasterFile(cluster: string): PostmasterFile | undefined {
  let lines: string[]
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return undefined
  }
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  return { pid, port: Number(lines[3]) || undefined, ready: lines[7]?.trim() === 'ready' }
}
