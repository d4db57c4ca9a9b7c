/** Something with a number in a log that grows. */
export interface Numbered {
  seq: number
}

/** What a feed needs of the store. */
export interface EventSource<T extends Numbered> {
  readEvents(id: string, after: number, limit: number): Promise<T[]>
}

/** One socket that follows one log. */
export interface Follower<T extends Numbered> {
  /** Number of the last event that it was sent. */
  cursor: number
  /** False once it is gone: nothing more is sent. */
  readonly active: boolean
  send(events: T[]): void
  /** Resolves when the socket has room for more. */
  drained(): Promise<void>
}

export interface FeedOptions {
  /** Events a read. */
  batchSize?: number
  /** Least milliseconds between two reads that follow live, so that a busy log is coalesced. */
  interval?: number
  onError: (error: unknown) => void
}

/**
 * Sends the events of one log (an execution, a draft) to all who follow it: in order, without gaps, none twice (rule 10.2).
 *
 * A follower is `catching up` (it is read for alone, however far behind it is) and then `live` (all live ones
 * share a read). The feed is `idle` → `reading` (woken) → `resting` (until `interval` is over) → `idle`, or
 * `reading` again when it was woken meanwhile. There is one read at a time, so batches never overtake each other.
 * An error leaves every cursor where it was: the next wake-up reads again.
 */
export class EventFeed<T extends Numbered> {
  readonly #source: EventSource<T>
  readonly #id: string
  readonly #batchSize: number
  readonly #interval: number
  readonly #onError: (error: unknown) => void
  readonly #catchingUp = new Set<Follower<T>>()
  readonly #live = new Set<Follower<T>>()
  /** Followers for which a catch-up is under way. */
  readonly #busy = new Set<Follower<T>>()
  #phase: 'idle' | 'reading' | 'resting' = 'idle'
  #woken = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(source: EventSource<T>, id: string, options: FeedOptions) {
    this.#source = source
    this.#id = id
    this.#batchSize = options.batchSize ?? 500
    this.#interval = options.interval ?? 25
    this.#onError = options.onError
  }

  get isEmpty(): boolean {
    return this.#live.size === 0 && this.#catchingUp.size === 0
  }

  add(follower: Follower<T>): void {
    this.#catchingUp.add(follower)
    void this.#catchUp(follower)
  }

  remove(follower: Follower<T>): void {
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

  async #catchUp(follower: Follower<T>): Promise<void> {
    this.#busy.add(follower)
    try {
      while (this.#catchingUp.has(follower) && follower.active) {
        const events = await this.#source.readEvents(this.#id, follower.cursor, this.#batchSize)
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
        const events = await this.#source.readEvents(this.#id, after, this.#batchSize)
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

function deliver<T extends Numbered>(follower: Follower<T>, events: T[]): void {
  const fresh = events.filter((event) => event.seq > follower.cursor)
  const last = fresh.at(-1)
  if (!last || !follower.active) return
  follower.cursor = last.seq
  follower.send(fresh)
}
