import type { Operation } from '@spane/workflow'

/** One gesture: what it did and what takes it back. */
export interface HistoryEntry {
  operations: Operation[]
  inverse: Operation[]
  /** Entries that follow each other with the same key become one: the letters typed into one field. */
  mergeKey?: string
}

export interface History {
  readonly past: readonly HistoryEntry[]
  readonly future: readonly HistoryEntry[]
}

/** Oldest gestures are forgotten beyond this. */
export const MAX_ENTRIES = 200

export const EMPTY_HISTORY: History = { past: [], future: [] }

/** The history after a new gesture. What was undone before can no longer be redone. */
export function record(history: History, entry: HistoryEntry): History {
  const last = history.past.at(-1)
  if (last && entry.mergeKey !== undefined && last.mergeKey === entry.mergeKey && history.future.length === 0) {
    const merged: HistoryEntry = {
      operations: [...last.operations, ...entry.operations],
      inverse: [...entry.inverse, ...last.inverse],
      mergeKey: entry.mergeKey,
    }
    return { past: [...history.past.slice(0, -1), merged], future: [] }
  }
  return { past: [...history.past, entry].slice(-MAX_ENTRIES), future: [] }
}
