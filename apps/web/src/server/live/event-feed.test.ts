import type { ExecutionEvent } from '@spane/realtime'
import { describe, expect, it, vi } from 'vitest'
import { EventFeed, type EventSource, type Follower } from './event-feed.ts'

const executionId = '0199c0de-0000-7000-8000-000000000001'

/** A store whose log grows by `append`, and whose reads can be held back or made to fail. */
class Log implements EventSource<ExecutionEvent> {
  readonly events: ExecutionEvent[] = []
  reads = 0
  failures = 0
  gate: Promise<void> | undefined

  append(count: number): void {
    for (let i = 0; i < count; i++) {
      const seq = this.events.length + 1
      this.events.push({ seq, at: new Date(seq).toISOString(), type: 'node', nodeId: 'a', status: 'running' })
    }
  }
  async readEvents(_id: string, after: number, limit: number): Promise<ExecutionEvent[]> {
    this.reads++
    const found = this.events.slice(after, after + limit)
    await this.gate
    if (this.failures > 0) {
      this.failures--
      throw new Error('connection lost')
    }
    return found
  }
}

class Recorder implements Follower<ExecutionEvent> {
  cursor: number
  active = true
  readonly seen: number[] = []
  readonly batches: number[] = []
  constructor(after = 0) {
    this.cursor = after
  }
  send(events: ExecutionEvent[]): void {
    this.seen.push(...events.map((event) => event.seq))
    this.batches.push(events.length)
  }
  async drained(): Promise<void> {}
}

function sequence(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

function createFeed(log: Log, options: { batchSize?: number; interval?: number } = {}) {
  const errors: unknown[] = []
  const feed = new EventFeed(log, executionId, { interval: 0, ...options, onError: (error) => errors.push(error) })
  return { feed, errors }
}

describe('EventFeed', () => {
  it('sends everything after the cursor, in batches, and then what follows', async () => {
    const log = new Log()
    log.append(25)
    const { feed } = createFeed(log, { batchSize: 10 })
    const follower = new Recorder(3)
    feed.add(follower)
    await vi.waitFor(() => expect(follower.seen).toEqual(sequence(4, 25)))
    log.append(12)
    feed.wake()
    await vi.waitFor(() => expect(follower.seen).toEqual(sequence(4, 37)))
  })

  it('sends an event written between the last read of a catch-up and its end', async () => {
    const log = new Log()
    log.append(2)
    let open = () => {}
    log.gate = new Promise((resolve) => {
      open = resolve
    })
    const { feed } = createFeed(log)
    const follower = new Recorder()
    feed.add(follower)
    log.append(1)
    feed.wake()
    open()
    await vi.waitFor(() => expect(follower.seen).toEqual([1, 2, 3]))
  })

  it('keeps followers apart that stand at different events', async () => {
    const log = new Log()
    log.append(30)
    const { feed } = createFeed(log, { batchSize: 7 })
    const followers = [0, 10, 30].map((after) => new Recorder(after))
    for (const follower of followers) feed.add(follower)
    log.append(5)
    feed.wake()
    await vi.waitFor(() => {
      expect(followers.map((follower) => follower.seen)).toEqual([sequence(1, 35), sequence(11, 35), sequence(31, 35)])
    })
  })

  it('repeats nothing and misses nothing under many wake-ups at any moment', async () => {
    const log = new Log()
    const { feed } = createFeed(log, { batchSize: 3 })
    const followers = [new Recorder(), new Recorder()]
    for (const follower of followers) feed.add(follower)
    for (let i = 0; i < 200; i++) {
      log.append(1 + (i % 3))
      feed.wake()
      if (i % 7 === 0) await Promise.resolve()
    }
    const total = log.events.length
    await vi.waitFor(() => {
      for (const follower of followers) expect(follower.seen).toEqual(sequence(1, total))
    })
  })

  it('coalesces: many wake-ups in an interval cost one read', async () => {
    vi.useFakeTimers()
    try {
      const log = new Log()
      const { feed } = createFeed(log, { interval: 50 })
      const follower = new Recorder()
      feed.add(follower)
      await vi.advanceTimersByTimeAsync(200)
      const before = log.reads
      for (let ms = 0; ms < 1_000; ms++) {
        log.append(1)
        feed.wake()
        await vi.advanceTimersByTimeAsync(1)
      }
      await vi.advanceTimersByTimeAsync(100)
      expect(follower.seen).toEqual(sequence(1, 1_000))
      expect(log.reads - before).toBeLessThanOrEqual(24)
    } finally {
      vi.useRealTimers()
    }
  })

  it('goes on after a failed read without a gap', async () => {
    const log = new Log()
    log.append(4)
    log.failures = 2
    const { feed, errors } = createFeed(log)
    const follower = new Recorder()
    feed.add(follower)
    await vi.waitFor(() => expect(errors).toHaveLength(1))
    feed.wake()
    await vi.waitFor(() => expect(errors).toHaveLength(2))
    feed.wake()
    await vi.waitFor(() => expect(follower.seen).toEqual([1, 2, 3, 4]))
    log.append(1)
    log.failures = 1
    feed.wake()
    await vi.waitFor(() => expect(errors).toHaveLength(3))
    feed.wake()
    await vi.waitFor(() => expect(follower.seen).toEqual([1, 2, 3, 4, 5]))
  })

  it('sends nothing to a follower that left, not even from a read under way', async () => {
    const log = new Log()
    log.append(2)
    let open = () => {}
    log.gate = new Promise((resolve) => {
      open = resolve
    })
    const { feed } = createFeed(log)
    const follower = new Recorder()
    feed.add(follower)
    feed.remove(follower)
    open()
    await log.gate
    await vi.waitFor(() => expect(feed.isEmpty).toBe(true))
    expect(follower.seen).toEqual([])
  })
})
