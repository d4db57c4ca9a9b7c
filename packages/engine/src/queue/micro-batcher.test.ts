import { describe, expect, it, vi } from 'vitest'
import { MicroBatcher } from './micro-batcher.ts'

describe('MicroBatcher', () => {
  it('sends a single item at once and gathers what arrives while a batch is in flight', async () => {
    const batches: { items: number[]; release: () => void }[] = []
    const batcher = new MicroBatcher<number, number>(
      (items) =>
        new Promise((resolve) => {
          batches.push({ items, release: () => resolve(items.map((item) => item * 10)) })
        }),
      { maxSize: 2 },
    )
    const released = async (index: number) => {
      await vi.waitFor(() => expect(batches).toHaveLength(index + 1))
      batches[index]?.release()
    }
    const first = batcher.add(1)
    await vi.waitFor(() => expect(batches).toHaveLength(1))
    const later = [batcher.add(2), batcher.add(3), batcher.add(4)]
    await released(0)
    expect(await first).toBe(10)
    await released(1)
    expect(await Promise.all(later.slice(0, 2))).toEqual([20, 30])
    await released(2)
    expect(await later[2]).toBe(40)
    expect(batches.map(({ items }) => items)).toEqual([[1], [2, 3], [4]])
    await batcher.idle()
  })

  it('gathers what an answer sets off over several promises into one batch', async () => {
    const sizes: number[] = []
    const batcher = new MicroBatcher<number, number>(
      async (items) => {
        sizes.push(items.length)
        return items
      },
      { maxSize: 10 },
    )
    const twice = async (item: number) => {
      const answer = await batcher.add(item)
      for (let steps = 0; steps < item; steps++) await Promise.resolve()
      return batcher.add(answer)
    }
    await Promise.all([1, 5, 20].map(twice))
    expect(sizes).toEqual([3, 3])
  })

  it('sends what is added in the very moment in which the last batch ends', async () => {
    for (const lanes of [1, 2]) {
      const batcher = new MicroBatcher<number, number>(async (items) => items, { maxSize: 10, lanes })
      // The very next thing after an answer, before the batcher itself can go on.
      const addFrom = (item: number): Promise<number> =>
        batcher.add(item).then((answer) => (answer < 20 ? addFrom(answer + 1) : answer))
      expect(await addFrom(1)).toBe(20)
      await batcher.idle()
    }
  })

  it('has two batches in flight with two lanes', async () => {
    const releases: (() => void)[] = []
    const batcher = new MicroBatcher<number, number>(
      (items) => new Promise((resolve) => releases.push(() => resolve(items))),
      { maxSize: 1, lanes: 2 },
    )
    const answers = Promise.all([1, 2, 3].map((item) => batcher.add(item)))
    await expect.poll(() => releases.length).toBe(2)
    for (const release of releases.splice(0)) release()
    await expect.poll(() => releases.length).toBe(1)
    releases[0]?.()
    expect(await answers).toEqual([1, 2, 3])
  })

  it('rejects every item of a batch that failed and goes on with the next', async () => {
    let fail = true
    const batcher = new MicroBatcher<number, number>(
      async (items) => {
        if (fail) throw new Error('away')
        return items
      },
      { maxSize: 10 },
    )
    const outcomes = await Promise.allSettled([batcher.add(1), batcher.add(2)])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected'])
    fail = false
    expect(await batcher.add(3)).toBe(3)
  })

  it('keeps items of one key out of the other lane, and sends them when theirs is back', async () => {
    const batches: string[][] = []
    const releases: (() => void)[] = []
    const batcher = new MicroBatcher<string, string>(
      (items) => {
        batches.push(items)
        return new Promise((resolve) => releases.push(() => resolve(items)))
      },
      { maxSize: 10, lanes: 2, keyOf: (item) => item.slice(0, 1) },
    )
    const first = batcher.add('a1')
    await expect.poll(() => batches.length).toBe(1)
    const others = Promise.all([batcher.add('a2'), batcher.add('b1')])
    await expect.poll(() => batches.length).toBe(2)
    releases[0]?.()
    await first
    await expect.poll(() => batches.length).toBe(3)
    for (const release of releases) release()
    expect(await others).toEqual(['a2', 'b1'])
    expect(batches).toEqual([['a1'], ['b1'], ['a2']])
    await batcher.idle()
  })
})
