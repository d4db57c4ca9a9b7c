import type { LogLine, LogLinePage } from '@spane/api'

/** What is in sight of a log: the newest lines, without a gap, the oldest first. */
export interface ShownLog {
  lines: readonly LogLine[]
  /** Where earlier lines begin; null when there are none. */
  cursor: string | null
}

export const NO_LOG: ShownLog = { lines: [], cursor: null }
/** More lines than a person reads, or a page should hold. */
const MAX_LINES = 5_000

/** Puts the newest page to what is shown. Starts over with it when lines in between are missing, or when too many are shown. */
export function mergeNewestPage(shown: ShownLog, page: LogLinePage): ShownLog {
  const fresh = [...page.items].reverse()
  const newest = shown.lines.at(-1)
  const oldestOfPage = fresh[0]
  if (!newest) return { lines: fresh, cursor: page.nextCursor }
  if (!oldestOfPage) return shown
  const isGap = compareIds(oldestOfPage.id, newest.id) > 0 && page.nextCursor !== null
  const merged = new Map([...shown.lines, ...fresh].map((line) => [line.id, line]))
  if (isGap || merged.size > MAX_LINES) return { lines: fresh, cursor: page.nextCursor }
  if (merged.size === shown.lines.length) return shown
  return { lines: [...merged.values()].sort((a, b) => compareIds(a.id, b.id)), cursor: shown.cursor }
}

/** Puts an earlier page before what is shown. */
export function mergeEarlierPage(shown: ShownLog, page: LogLinePage): ShownLog {
  const known = new Set(shown.lines.map((line) => line.id))
  const earlier = [...page.items].reverse().filter((line) => !known.has(line.id))
  return { lines: [...earlier, ...shown.lines], cursor: page.nextCursor }
}

/** Ids are digits of any length. */
function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}
