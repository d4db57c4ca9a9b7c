import { readdirSync, readFileSync } from 'node:fs'

const TICK_MS = 10

/** CPU milliseconds that a process and everything below it have used so far. Linux only; elsewhere undefined. */
export function cpuMs(rootPid) {
  try {
    const stats = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => readStat(name) ?? [])
    const wanted = new Set([rootPid])
    for (let grown = true; grown; ) {
      grown = false
      for (const { pid, parent } of stats) {
        if (!wanted.has(parent) || wanted.has(pid)) continue
        wanted.add(pid)
        grown = true
      }
    }
    // `ended` counts children that are gone and were waited for.
    return stats.filter(({ pid }) => wanted.has(pid)).reduce((sum, { used }) => sum + used, 0)
  } catch {
    return undefined
  }
}

function readStat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0)
    return { pid: Number(pid), parent: Number(fields[1]), used: ticks * TICK_MS }
  } catch {
    return undefined
  }
}
