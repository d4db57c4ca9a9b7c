export const UNIT_MS = { milliseconds: 1, seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const

/** Past this point a moment is no date any more, and a mistake rather than a plan. */
export const LONGEST_MS = 100 * 366 * UNIT_MS.days
