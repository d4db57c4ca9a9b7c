const UNITS = [
  [86_400_000, 'day'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const

/** A set length of time, in the largest unit that tells it exactly: `1 min`, `90 s`, `250 ms`. */
export function formatPeriod(ms: number): string {
  const [size, unit] = UNITS.find(([each]) => ms >= each && ms % each === 0) ?? [1, 'ms']
  const count = ms / size
  return `${count.toLocaleString('en')} ${unit}${unit === 'day' && count !== 1 ? 's' : ''}`
}
