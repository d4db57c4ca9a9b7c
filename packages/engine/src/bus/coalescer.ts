import type { ExecutionChange } from '../ports/event-bus.ts'

/** Least time between two messages when something ends: people and callers wait for that. */
const URGENT_MS = 3

/**
 * Gathers changes for a moment and sends one message: of several changes of an execution only the newest number
 * matters. The first change of a quiet time goes out at once, and so does an end.
 */
export class Coalescer {
  private readonly send: (changes: ExecutionChange[]) => void
  private readonly intervalMs: number
  private pending = new Map<string, ExecutionChange>()
  private timer: NodeJS.Timeout | undefined
  private sentAt = Number.NEGATIVE_INFINITY
  private urgent = false

  constructor(send: (changes: ExecutionChange[]) => void, intervalMs: number) {
    this.send = send
    this.intervalMs = intervalMs
  }

  add(changes: ExecutionChange[]): void {
    let urgent = false
    for (const { ended: ending, ...change } of changes) {
      const before = this.pending.get(change.executionId)
      const cancelled = change.cancelled || before?.cancelled
      // A retry may have opened it again since.
      const ended = before && before.seq > change.seq ? before.ended : ending
      const logged = change.logged || before?.logged
      this.pending.set(change.executionId, {
        ...change,
        seq: Math.max(change.seq, before?.seq ?? 0),
        ...(cancelled && { cancelled }),
        ...(ended && { ended }),
        ...(logged && { logged }),
      })
      urgent ||= ending !== undefined || cancelled === true
    }
    if (!this.timer) this.flush()
    else if (urgent && !this.urgent) this.hurry()
  }

  stop(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.pending.clear()
  }

  private hurry(): void {
    const waitMs = this.sentAt + URGENT_MS - performance.now()
    clearTimeout(this.timer)
    if (waitMs <= 0) {
      this.flush()
    } else {
      this.urgent = true
      this.timer = setTimeout(() => this.flush(), waitMs).unref()
    }
  }

  private flush(): void {
    this.urgent = false
    this.timer = undefined
    if (this.pending.size === 0) return
    const changes = [...this.pending.values()]
    this.pending = new Map()
    this.sentAt = performance.now()
    this.send(changes)
    this.timer = setTimeout(() => this.flush(), this.intervalMs).unref()
  }
}
