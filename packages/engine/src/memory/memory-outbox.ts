import type { OutboxKind } from '../execution/execution-draft.ts'

export interface StoredOutboxRow {
  id: string
  executionId: string
  nodeId: string
  kind: OutboxKind
  /** Milliseconds since the epoch; nobody takes it before. */
  availableAt: number
}

/** What the in-memory store has still to tell the queue, in the order in which it came. */
export class MemoryOutbox {
  private readonly rows = new Map<string, StoredOutboxRow>()
  private lastId = 0

  /** Returns the id that the row was given. */
  add(row: Omit<StoredOutboxRow, 'id'>): string {
    const id = String(++this.lastId)
    this.rows.set(id, { id, ...row })
    return id
  }

  /** The rows that are due, which are due again after `hideMs`. */
  take(limit: number, now: number, hideMs: number): StoredOutboxRow[] {
    const due = [...this.rows.values()].filter((row) => row.availableAt <= now).slice(0, limit)
    for (const row of due) row.availableAt = now + hideMs
    return due
  }

  delete(ids: readonly string[]): void {
    for (const id of ids) this.rows.delete(id)
  }

  clear(executionId: string): void {
    for (const row of this.rows.values()) if (row.executionId === executionId) this.rows.delete(row.id)
  }
}
