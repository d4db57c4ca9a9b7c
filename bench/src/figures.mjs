/** The value below which a share of the values lies. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}

export function median(values) {
  return percentile(values, 0.5)
}

/** Prints a figure of several rounds: its median and its range. */
export function printFigure(name, unit, values) {
  const known = values.filter((value) => value !== undefined && !Number.isNaN(value))
  if (known.length === 0) return
  const range = known.length > 1 ? `  (${format(Math.min(...known))} … ${format(Math.max(...known))})` : ''
  console.log(`${name.padEnd(56)} ${format(median(known))} ${unit}${range}`)
}

export function format(value) {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2)
}
