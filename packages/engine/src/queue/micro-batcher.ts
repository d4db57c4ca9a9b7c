interface Waiting<T, R> {
  item: T
  resolve: (result: R) => void
  reject: (error: unknown) => void
}

/**
 * Gathers what arrives while batches are in flight and sends it as the next one. No timer: an idle batcher sends a
 * single item at once, a busy one fills its batches by itself.
 *
 * Each of its lanes: idle -> sending (-> sending …) -> idle. With two lanes one batch is made while another one commits.
 */
export class MicroBatcher<T, R> {
  private readonly send: (items: T[]) => Promise<R[]>
  private readonly maxSize: number
  private waiting: Waiting<T, R>[] = []
  private readonly maxLanes: number
  private readonly lanes = new Map<object, Promise<void>>()

  /** `send` answers one result an item, in order; when it rejects, every item of the batch does. */
  constructor(send: (items: T[]) => Promise<R[]>, maxSize: number, maxLanes = 1) {
    this.send = send
    this.maxSize = maxSize
    this.maxLanes = maxLanes
  }

  add(item: T): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.waiting.push({ item, resolve, reject })
      if (this.lanes.size < this.maxLanes) this.openLane()
    })
  }

  /** Resolves when nothing is waiting or in flight. */
  async idle(): Promise<void> {
    while (this.lanes.size > 0) await Promise.all(this.lanes.values())
  }

  private async drain(lane: object): Promise<void> {
    // Items of the same turn belong into the first batch.
    await Promise.resolve()
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, this.maxSize)
      try {
        const results = await this.send(batch.map((entry) => entry.item))
        for (const [index, entry] of batch.entries()) entry.resolve(results[index] as R)
      } catch (error) {
        for (const entry of batch) entry.reject(error)
      }
    }
    // In the same turn as the last look at `waiting`: what is added a moment later must find the lane gone.
    this.lanes.delete(lane)
  }

  private openLane(): void {
    const lane = {}
    this.lanes.set(lane, this.drain(lane))
  }
}
