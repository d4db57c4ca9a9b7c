import type { TypeRateLimit } from '@spane/engine'

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const ENTRY = /^([\w./@-]{1,200})\s*=\s*([1-9]\d{0,5})\s*\/\s*([1-9]\d{0,7})?(ms|s|m|h|d)$/
/** As in a node's settings. */
const LONGEST_MS = 31_536_000_000

/** How {@link parseRateLimits} wants it. */
export const RATE_LIMITS_HINT =
  'must be a list like http=100/1m,code=50/10s: a node type, starts, and a time in ms, s, m, h or d'

/** Rate limits by node type, of `http=100/1m,code=50/10s`; undefined for anything else. */
export function parseRateLimits(text: string): Record<string, TypeRateLimit> | undefined {
  const limits = new Map<string, TypeRateLimit>()
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (entry === '') continue
    const [, type, limit, amount = '1', unit] = ENTRY.exec(entry) ?? []
    if (type === undefined || limits.has(type)) return undefined
    const per = Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS]
    if (per > LONGEST_MS) return undefined
    limits.set(type, { limit: Number(limit), per })
  }
  return Object.fromEntries(limits)
}
