import type { Operation, Workflow } from '@spane/workflow'

/** One gesture: what it did and what takes it back. */
export interface HistoryEntry {
  operations: Operation[]
  inverse: Operation[]
  /** The workflow around it: what it did, told apart from what others did since. Unchanged parts are shared between entries. */
  before: Workflow
  after: Workflow
  /** How many merges of others' edits it came after. */
  merges: number
  /** Entries that follow each other with the same key become one: the letters typed into one field. */
  mergeKey?: string
  /** What it did, in words. */
  said?: string
}

export interface History {
  readonly past: readonly HistoryEntry[]
  readonly future: readonly HistoryEntry[]
  /** How often edits of others were merged into the workflow. */
  readonly merges: number
}

/** Oldest gestures are forgotten beyond this. */
export const MAX_ENTRIES = 200

export const EMPTY_HISTORY: History = { past: [], future: [], merges: 0 }

type Gesture = Omit<HistoryEntry, 'merges'>

/** The history after a new gesture. What was undone before can no longer be redone. */
export function record(history: History, gesture: Gesture): History {
  const { merges } = history
  const entry = { ...gesture, merges }
  const last = history.past.at(-1)
  const isContinued = last?.mergeKey !== undefined && last.mergeKey === entry.mergeKey && last.merges === merges
  if (last && isContinued && history.future.length === 0) {
    const merged: HistoryEntry = {
      operations: [...last.operations, ...entry.operations],
      inverse: [...entry.inverse, ...last.inverse],
      before: last.before,
      after: entry.after,
      merges,
      mergeKey: entry.mergeKey,
      said: entry.said,
    }
    return { past: [...history.past.slice(0, -1), merged], future: [], merges }
  }
  return { past: [...history.past, entry].slice(-MAX_ENTRIES), future: [], merges }
}
