/** The rows from one to another, both included, in the order of the list; only the second when the first is gone. */
export function chooseRange(rowIds: readonly string[], from: string | undefined, to: string): readonly string[] {
  const start = from === undefined ? -1 : rowIds.indexOf(from)
  const end = rowIds.indexOf(to)
  if (start < 0 || end < 0) return [to]
  return rowIds.slice(Math.min(start, end), Math.max(start, end) + 1)
}
