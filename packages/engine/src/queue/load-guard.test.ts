import { expect, it, vi } from 'vitest'
import { LoadGuard } from './load-guard.ts'

function setUp(maxDepth: number | undefined, depths: (number | Error)[]) {
  let now = 0
  const readDepth = vi.fn(async () => {
    const next = depths.length > 1 ? depths.shift() : depths[0]
    if (typeof next !== 'number') throw next
    return next
  })
  const guard = new LoadGuard({ maxDepth, readDepth, now: () => now })
  return {
    guard,
    readDepth,
    pass: (ms: number) => {
      now += ms
    },
  }
}

it('reads nothing and refuses nothing without a limit', async () => {
  const { guard, readDepth } = setUp(undefined, [1_000_000])
  await guard.admit()
  expect(readDepth).not.toHaveBeenCalled()
})

it('reads the depth once a second at most, and counts what it lets through meanwhile', async () => {
  const { guard, readDepth, pass } = setUp(10, [7])
  for (let index = 0; index < 3; index++) await guard.admit()
  await expect(guard.admit()).rejects.toMatchObject({ code: 'OVERLOADED' })
  expect(readDepth).toHaveBeenCalledTimes(1)
  pass(1_000)
  await guard.admit()
  expect(readDepth).toHaveBeenCalledTimes(2)
})

it('says when to try again by how fast the queue got shorter', async () => {
  const { guard, pass } = setUp(100, [1_000, 980])
  await expect(guard.admit()).rejects.toMatchObject({ retryAfter: 5 })
  pass(1_000)
  // 20 a second: 890 too many for room to be made take 45 s.
  await expect(guard.admit()).rejects.toMatchObject({ retryAfter: 45, message: expect.stringContaining('980 nodes') })
})

it('refuses nobody while the queue cannot be asked', async () => {
  const { guard } = setUp(1, [new Error('away')])
  await guard.admit()
})

it('asks once for many that come at the same time', async () => {
  const { guard, readDepth } = setUp(2, [0])
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => guard.admit()))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
  expect(readDepth).toHaveBeenCalledTimes(1)
})
