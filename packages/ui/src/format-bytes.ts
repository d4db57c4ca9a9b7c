const UNITS = ['B', 'KiB', 'MiB', 'GiB'] as const

/** `812 B`, `3.4 KiB`, `16 MiB`. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024
    unit += 1
  }
  const digits = unit === 0 || value >= 10 ? 0 : 1
  return `${Number(value.toFixed(digits))} ${UNITS[unit]}`
}
