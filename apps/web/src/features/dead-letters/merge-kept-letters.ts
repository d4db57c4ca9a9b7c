import type { DeadLetterSummary } from '@spane/api'

/**
 * The list as the server filters it, with letters that are kept in sight although they no longer match:
 * one that was just retried must not vanish while somebody watches what becomes of it.
 */
export function mergeKeptLetters(
  listed: readonly DeadLetterSummary[],
  kept: readonly DeadLetterSummary[],
): DeadLetterSummary[] {
  const known = new Set(listed.map((letter) => letter.id))
  const missing = kept.filter((letter) => !known.has(letter.id))
  if (missing.length === 0) return [...listed]
  return [...listed, ...missing].sort(
    (left, right) => right.failedAt.localeCompare(left.failedAt) || right.id.localeCompare(left.id),
  )
}
