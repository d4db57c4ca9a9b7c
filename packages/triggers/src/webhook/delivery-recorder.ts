import { randomUUID } from 'node:crypto'
import { insertDeliveries, type NewDelivery } from '@spane/db'
import type { Pool } from '../trigger-context.ts'

const INTERVAL_MS = 100
/** More in one interval are not recorded: what they started stands in the executions. */
const MAX_BUFFERED = 1_000
/** Refusals of one trigger that are recorded in a second: who is refused must not fill the disk. */
const REFUSALS_PER_SECOND = 2

/** Records what webhooks received, together and after the answer: a record is for people, the execution is the truth. */
export class DeliveryRecorder {
  readonly #pool: Pool
  readonly #now: () => number
  readonly #onError: (error: unknown) => void
  readonly #refusals = new Map<string, number>()
  #second = 0
  #buffer: NewDelivery[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(pool: Pool, now: () => number, onError: (error: unknown) => void) {
    this.#pool = pool
    this.#now = now
    this.#onError = onError
  }

  started(triggerId: string, executionId: string, key?: string): void {
    this.#add({ triggerId, key: key ?? randomUUID(), status: 'started', executionId, error: null })
  }

  refused(triggerId: string, error: string): void {
    const second = Math.floor(this.#now() / 1_000)
    if (second !== this.#second) this.#refusals.clear()
    this.#second = second
    const count = (this.#refusals.get(triggerId) ?? 0) + 1
    this.#refusals.set(triggerId, count)
    if (count > REFUSALS_PER_SECOND) return
    this.#add({ triggerId, key: randomUUID(), status: 'refused', executionId: null, error })
  }

  /** Resolves when what was recorded so far is written. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const batch = this.#buffer.splice(0)
    if (batch.length > 0) {
      this.#writing = this.#writing.then(() => insertDeliveries(this.#pool, batch)).catch(this.#onError)
    }
    return this.#writing
  }

  #add(delivery: Omit<NewDelivery, 'at'>): void {
    if (this.#buffer.length >= MAX_BUFFERED) return
    this.#buffer.push({ ...delivery, at: new Date(this.#now()) })
    this.#timer ??= setTimeout(() => void this.flush(), INTERVAL_MS)
  }
}
