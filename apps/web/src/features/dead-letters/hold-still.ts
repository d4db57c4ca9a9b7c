/**
 * A list that somebody has the pointer on: rows keep their places and get their new contents, rows that left stay and are
 * named, and rows that came are counted instead of shown.
 *
 * @param shown the rows as they stand on the screen
 * @param latest the rows as they are now
 */
export function holdStill<Row>(
  shown: readonly Row[],
  latest: readonly Row[],
  keyOf: (row: Row) => string,
): { rows: Row[]; fresh: number; gone: ReadonlySet<string> } {
  const now = new Map(latest.map((row) => [keyOf(row), row]))
  const keys = new Set(shown.map(keyOf))
  const rows = shown.map((row) => now.get(keyOf(row)) ?? row)
  // What comes behind the last row on the screen is the next page, and moves nothing.
  const lastKept = latest.findLastIndex((row) => keys.has(keyOf(row)))
  const behind = latest.slice(lastKept + 1)
  const fresh = latest.slice(0, lastKept + 1).filter((row) => !keys.has(keyOf(row))).length
  const gone = new Set([...keys].filter((key) => !now.has(key)))
  return { rows: [...rows, ...behind], fresh, gone }
}
