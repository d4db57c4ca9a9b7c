import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffDelay } from './node-policy.ts'

describe('backoffDelay', () => {
  const exponential = { type: 'exponential' as const, delay: 1_000, maxDelay: 60_000 }

  it('doubles from the first delay up to the ceiling', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => backoffDelay(exponential, attempt, 0))
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
  })

  it('keeps a fixed delay', () => {
    expect(backoffDelay({ ...exponential, type: 'fixed' }, 7, 0)).toBe(1_000)
  })

  it('takes at most a quarter off, whatever the attempt', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempt, jitter) => {
          const full = backoffDelay(exponential, attempt, 0)
          const delay = backoffDelay(exponential, attempt, jitter)
          expect(delay).toBeLessThanOrEqual(full)
          expect(delay).toBeGreaterThanOrEqual(full * 0.75 - 1)
        },
      ),
    )
  })
})
