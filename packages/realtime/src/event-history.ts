import type { ExecutionEvent } from './event.ts'
import { applyEvents, type ExecutionView, emptyExecutionView } from './execution-view.ts'

/** A view is kept after so many events: looking at any moment folds fewer than these. */
const SNAPSHOT_EVERY = 250

/**
 * All events of an execution in order, and the execution as it stood after any of them (rule 10.2). Grows at its end only;
 * looking back folds from the nearest snapshot, so that dragging through ten thousand events stays quick.
 */
export class EventHistory {
  readonly #events: ExecutionEvent[] = []
  readonly #times: number[] = []
  /** The view after `SNAPSHOT_EVERY * index` events. */
  readonly #snapshots: ExecutionView[] = [emptyExecutionView()]
  #shown: ExecutionView = emptyExecutionView()

  /** The number of the last event that it holds; 0 when it holds none. */
  get seq(): number {
    return this.#events.length
  }

  get events(): readonly ExecutionEvent[] {
    return this.#events
  }

  /**
   * Takes the events that follow its last one; those that it has are left out. Returns false, with nothing taken beyond it,
   * when one in between is missing: read from `seq` on again.
   */
  append(events: readonly ExecutionEvent[]): boolean {
    for (const event of events) {
      if (event.seq <= this.seq) continue
      if (event.seq !== this.seq + 1) return false
      this.#events.push(event)
      // Clocks may be set back; moments on the line never go back.
      this.#times.push(Math.max(Date.parse(event.at), this.#times.at(-1) ?? 0))
      if (this.seq % SNAPSHOT_EVERY === 0) {
        const before = this.#snapshots.at(-1) ?? emptyExecutionView()
        this.#snapshots.push(applyEvents(before, this.#events.slice(-SNAPSHOT_EVERY)))
      }
    }
    return true
  }

  /** The execution as it stood after event `seq`; nodes that did not change since the last look keep their identity. */
  viewAt(seq: number): ExecutionView {
    const wanted = Math.max(0, Math.min(seq, this.seq))
    const nearest = this.#snapshots[Math.floor(wanted / SNAPSHOT_EVERY)] ?? emptyExecutionView()
    const from = this.#shown.seq <= wanted && this.#shown.seq >= nearest.seq ? this.#shown : nearest
    this.#shown = applyEvents(from, this.#events.slice(from.seq, wanted))
    return this.#shown
  }

  /** When event `seq` happened, in ms since the epoch; before the first one: when that happened. */
  timeOf(seq: number): number {
    return this.#times[Math.max(0, Math.min(seq, this.seq) - 1)] ?? 0
  }

  /** The number of the last event that had happened at a time in ms since the epoch; 0 before the first. */
  seqAt(time: number): number {
    let low = 0
    let high = this.#times.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#times[middle] ?? 0) <= time) low = middle + 1
      else high = middle
    }
    return low
  }
}
