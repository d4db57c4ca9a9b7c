import { describe, expect, it } from 'vitest'
import { findBadTicks } from './find-bad-ticks.mjs'

describe('the ticks of a schedule of every second', () => {
  it('are right when every second is there once, in any order', () => {
    expect(findBadTicks([3_000, 1_000, 2_000])).toEqual([])
  })

  it('name a second that is missing, one that came twice, and that none came', () => {
    expect(findBadTicks([1_000, 3_000])).toEqual(['1970-01-01T00:00:03.000Z was 2000 ms after the tick before it'])
    expect(findBadTicks([1_000, 2_000, 2_000])).toEqual(['1970-01-01T00:00:02.000Z was started twice'])
    expect(findBadTicks([])).toHaveLength(1)
  })
})
