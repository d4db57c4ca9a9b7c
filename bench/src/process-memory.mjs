import { readdirSync, readFileSync } from 'node:fs'

/** Resident megabytes of the processes below one, by what their command lines hold. Linux only. */
export function memoryBelow(rootPid, parts) {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => readProcess(pid) ?? [])
  const below = new Set([rootPid])
  for (let grown = true; grown; ) {
    grown = false
    for (const { pid, parent } of processes) {
      if (!below.has(parent) || below.has(pid)) continue
      below.add(pid)
      grown = true
    }
  }
  const own = processes.filter(({ pid }) => below.has(pid))
  return Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [
      name,
      own.filter(({ command }) => command.includes(part)).reduce((sum, { megabytes }) => sum + megabytes, 0),
    ]),
  )
}

function readProcess(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    const read = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
    return { pid: Number(pid), parent: read('PPid'), command, megabytes: read('VmRSS') / 1024 }
  } catch {
    return undefined
  }
}
