import { readdirSync, readFileSync } from 'node:fs'

/** Processes of the product that the launcher has started, by a part of their command line. Linux only. */
export function childOfLauncher(part: string): number {
  const launcher = Number(process.env.SPANE_E2E_EMBEDDED_PID)
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const [, parent] = /^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${entry}/stat`, 'utf8')) ?? []
      if (Number(parent) === launcher && readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes(part))
        return Number(entry)
    } catch {
      // It has ended meanwhile.
    }
  }
  throw new Error(`The launcher ${launcher} has no process ${part}`)
}
