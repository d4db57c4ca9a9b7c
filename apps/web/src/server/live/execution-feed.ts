import type { ExecutionEvent } from '@spane/realtime'

/** What the feed needs of the store. */
export interface EventSource {
  readEvents(executionId: string, after: number, limit: number): Promise<ExecutionEvent[]>
}

/** One socket that follows one execution. */
export interface Follower {
  /** Number of the last event that it was sent. */
  cursor: number
  /** False once it is gone: nothing more is sent. */
  readonly active: boolean
  send(events: ExecutionEvent[]): void
  /** Resolves when the socket has room for more. */
  drained(): Promise<void>
}

export interface FeedOptions {
  /** Events a read. */
  batchSize?: number
  /** Least milliseconds between two reads that follow live, so that a busy execution is coalesced. */
  interval?: number
  onError: (error: unknown) => void
}

/**
 * Sends the events of one execution to all who follow it: in order, without gaps, none twice (rule 10.2).
 *
 * A follower is `catching up` (it is read for alone, however far behind it is) and then `live` (all live ones
 * share a read). The feed is `idle` → `reading` (woken) → `resting` (until `interval` is over) → `idle`, or
 * `reading` again when it was woken meanwhile. There is one read at a time, so batches never overtake each other.
 * An error leaves every cursor where it was: the next wake-up reads again.
 */
export class ExecutionFeed {
  readonly #source: EventSource
  readonly #executionId: string
  readonly #batchSize: number
  readonly #interval: number
  readonly #onError: (error: unknown) => void
  readonly #catchingUp = new Set<Follower>()
  readonly #live = new Set<Follower>()
  /** Followers for which a catch-up is under way. */
  readonly #busy = new Set<Follower>()
  #phase: 'idle' | 'reading' | 'resting' = 'idle'
  #woken = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(source: EventSource, executionId: string, options: FeedOptions) {
    this.#source = source
    this.#executionId = executionId
    this.#batchSize = options.batchSize ?? 500
    this.#interval = options.interval ?? 50
    this.#onError = options.onError
  }

  get isEmpty(): boolean {
    return this.#live.size === 0 && this.#catchingUp.size === 0
  }

  add(follower: Follower): void {
    this.#catchingUp.add(follower)
    void this.#catchUp(follower)
  }

  remove(follower: Follower): void {
    this.#catchingUp.delete(follower)
    this.#live.delete(follower)
    if (this.isEmpty) this.#rest()
  }

  /** There may be new events. Cheap; coalesced. */
  wake(): void {
    // A read that failed left its follower behind: it starts again here.
    for (const follower of this.#catchingUp) if (!this.#busy.has(follower)) void this.#catchUp(follower)
    if (this.#live.size === 0) return
    this.#woken = true
    if (this.#phase === 'idle') void this.#read()
  }

  close(): void {
    this.#catchingUp.clear()
    this.#live.clear()
    this.#rest()
  }

  async #catchUp(follower: Follower): Promise<void> {
    this.#busy.add(follower)
    try {
      while (this.#catchingUp.has(follower) && follower.active) {
        const events = await this.#source.readEvents(this.#executionId, follower.cursor, this.#batchSize)
        if (!this.#catchingUp.has(follower)) return
        deliver(follower, events)
        if (events.length < this.#batchSize) {
          this.#catchingUp.delete(follower)
          this.#live.add(follower)
          // What was written since that read may have woken only the others.
          this.wake()
          return
        }
        await follower.drained()
      }
    } catch (error) {
      this.#onError(error)
    } finally {
      this.#busy.delete(follower)
    }
  }

  async #read(): Promise<void> {
    this.#phase = 'reading'
    this.#woken = false
    const startedAt = performance.now()
    try {
      let more = true
      while (more && this.#live.size > 0) {
        const after = Math.min(...[...this.#live].map((follower) => follower.cursor))
        const events = await this.#source.readEvents(this.#executionId, after, this.#batchSize)
        for (const follower of this.#live) deliver(follower, events)
        more = events.length === this.#batchSize
      }
    } catch (error) {
      this.#onError(error)
    }
    this.#phase = 'resting'
    if (this.isEmpty) return this.#rest()
    this.#timer = setTimeout(
      () => {
        this.#phase = 'idle'
        if (this.#woken) void this.#read()
      },
      Math.max(0, this.#interval - (performance.now() - startedAt)),
    )
  }

  #rest(): void {
    clearTimeout(this.#timer)
    // A read that is under way ends by itself and then rests.
    if (this.#phase === 'resting') this.#phase = 'idle'
  }
}

function deliver(follower: Follower, events: ExecutionEvent[]): void {
  const fresh = events.filter((event) => event.seq > follower.cursor)
  const last = fresh.at(-1)
  if (!last || !follower.active) return
  follower.cursor = last.seq
  follower.send(fresh)
}
