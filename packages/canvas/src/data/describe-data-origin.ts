import { formatRelativeTime } from '@spane/ui'
import type { DataOrigin } from './node-data.ts'

/** Says where data comes from, after "from": `the run shown`, `pinned data`. */
export function describeDataOrigin(origins: readonly DataOrigin[], now: number): string {
  const names = origins.map((origin) => {
    if (origin.kind === 'pinned') return 'pinned data'
    if (origin.kind === 'run') return 'the run shown'
    return origin.startedAt === null
      ? 'the last run'
      : `the last run, ${formatRelativeTime(Date.parse(origin.startedAt), now)}`
  })
  return [...new Set(names)].join(' and ')
}
