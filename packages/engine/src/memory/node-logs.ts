import type { LogRow } from '../execution/state.ts'
import { LOG_SEARCH_DEPTH, type LogPage, type LogQuery, type StoredLogLine } from '../ports/node-logs.ts'

/** What the nodes of one execution logged. */
export class MemoryLog {
  /** In the order of their ids, which are 1, 2, 3 … */
  private readonly lines: StoredLogLine[] = []
  private readonly places = new Map<string, number>()

  /** Keeps a line, in the place of the one that the same start wrote under the same number. */
  add(row: LogRow): void {
    const key = `${row.nodeId}\u0000${row.start}\u0000${row.line}`
    const place = this.places.get(key) ?? this.lines.length
    this.places.set(key, place)
    this.lines[place] = { ...row, id: String(place + 1) }
  }

  read({ nodeId, levels, text, until, before, limit }: LogQuery): LogPage {
    const sought = text?.toLowerCase()
    const end = before === undefined ? this.lines.length : Number(before.id) - 1
    const behind = this.lines
      .slice(0, Math.max(0, end))
      .filter((line) => nodeId === undefined || line.nodeId === nodeId)
      .reverse()
    const searched = behind.slice(0, LOG_SEARCH_DEPTH)
    const found = searched.filter(
      (line) =>
        (until === undefined || line.at <= until) &&
        (levels === undefined || levels.includes(line.level)) &&
        (sought === undefined || `${line.message}\n${line.fields ?? ''}`.toLowerCase().includes(sought)),
    )
    const lines = found.slice(0, limit)
    const last = found.length > limit ? lines.at(-1) : behind.length > searched.length ? searched.at(-1) : undefined
    return { lines, next: last ? { id: last.id, start: last.start, line: last.line } : null }
  }
}
