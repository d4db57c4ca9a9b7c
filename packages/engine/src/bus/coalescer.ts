import type { ExecutionChange } from '../ports/event-bus.ts'

/**
 * Gathers changes for a moment and sends one message: of several changes of an execution only the newest number
 * matters. The first change of a quiet time goes out at once.
 */
export class Coalescer {
  private readonly send: (changes: ExecutionChange[]) => void
  private readonly intervalMs: number
  private pending = new Map<string, ExecutionChange>()
  private timer: NodeJS.Timeout | undefined

  constructor(send: (changes: ExecutionChange[]) => void, intervalMs: number) {
    this.send = send
    this.intervalMs = intervalMs
  }

  add(changes: ExecutionChange[]): void {
    for (const change of changes) {
      const before = this.pending.get(change.executionId)
      const cancelled = change.cancelled || before?.cancelled
      const logged = change.logged || before?.logged
      this.pending.set(change.executionId, {
        ...change,
        seq: Math.max(change.seq, before?.seq ?? 0),
        ...(cancelled && { cancelled }),
        ...(logged && { logged }),
      })
    }
    if (!this.timer) this.flush()
  }

  stop(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.pending.clear()
  }

  private flush(): void {
    if (this.pending.size > 0) {
      const changes = [...this.pending.values()]
      this.pending = new Map()
      this.send(changes)
      this.timer = setTimeout(() => this.flush(), this.intervalMs)
      this.timer.unref()
    } else {
      this.timer = undefined
    }
  }
}
