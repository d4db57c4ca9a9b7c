// Not the global one, which test frameworks replace.
import { setImmediate as endOfTurn } from 'node:timers/promises'

interface Waiting<T, R> {
  item: T
  key: string | undefined
  resolve: (result: R) => void
  reject: (error: unknown) => void
}

export interface MicroBatcherOptions<T> {
  maxSize: number
  /** Batches in flight at the same time. Default 1. */
  lanes?: number
  /** Items of one key are never in flight in two lanes at the same time. */
  keyOf?: (item: T) => string
}

/**
 * Gathers what arrives while batches are in flight and sends it as the next one. No timer: an idle batcher sends a
 * single item with the end of the turn, a busy one fills its batches by itself.
 *
 * Each of its lanes: idle -> sending (-> sending …) -> idle. With two lanes one batch is made while another one commits.
 */
export class MicroBatcher<T, R> {
  private readonly send: (items: T[]) => Promise<R[]>
  private readonly options: MicroBatcherOptions<T>
  private waiting: Waiting<T, R>[] = []
  private readonly lanes = new Map<object, Promise<void>>()
  private readonly keysInFlight = new Set<string>()

  /** `send` answers one result an item, in order; when it rejects, every item of the batch does. */
  constructor(send: (items: T[]) => Promise<R[]>, options: MicroBatcherOptions<T>) {
    this.send = send
    this.options = options
  }

  add(item: T): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.waiting.push({ item, key: this.options.keyOf?.(item), resolve, reject })
      if (this.lanes.size < (this.options.lanes ?? 1)) this.openLane()
    })
  }

  /** Resolves when nothing is waiting or in flight. */
  async idle(): Promise<void> {
    while (this.lanes.size > 0) await Promise.all(this.lanes.values())
  }

  private async drain(lane: object): Promise<void> {
    // A whole turn of the event loop: what the last batch set free adds its next items meanwhile, and they belong together.
    for (await endOfTurn(); this.waiting.length > 0; await endOfTurn()) {
      const batch = this.take()
      if (batch.length === 0) break
      try {
        const results = await this.send(batch.map((entry) => entry.item))
        this.land(batch)
        for (const [index, entry] of batch.entries()) entry.resolve(results[index] as R)
      } catch (error) {
        this.land(batch)
        for (const entry of batch) entry.reject(error)
      }
    }
    // In the same turn as the last look at `waiting`: what is added a moment later must find the lane gone. What waits
    // for a key is taken by the lane that has it.
    this.lanes.delete(lane)
  }

  /** The next batch: what waits, without what has to wait for another lane. */
  private take(): Waiting<T, R>[] {
    const { maxSize, keyOf } = this.options
    if (!keyOf) return this.waiting.splice(0, maxSize)
    const batch: Waiting<T, R>[] = []
    const rest: Waiting<T, R>[] = []
    for (const entry of this.waiting) {
      const free = batch.length < maxSize && !this.keysInFlight.has(entry.key as string)
      if (free) batch.push(entry)
      else rest.push(entry)
    }
    this.waiting = rest
    for (const { key } of batch) this.keysInFlight.add(key as string)
    return batch
  }

  private land(batch: readonly Waiting<T, R>[]): void {
    if (this.options.keyOf) for (const { key } of batch) this.keysInFlight.delete(key as string)
  }

  private openLane(): void {
    const lane = {}
    this.lanes.set(lane, this.drain(lane))
  }
}
