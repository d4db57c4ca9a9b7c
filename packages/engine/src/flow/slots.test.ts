import fc from 'fast-check'
import { expect, it } from 'vitest'
import { giveSlotBack, groupsOf, type SlotState, takeSlot } from './slots.ts'

function takeMany(limit: number, per: number, arrivals: readonly number[]): number[] {
  let state: SlotState | undefined
  return arrivals.map((now) => {
    const taken = takeSlot(state, { limit, per, now })
    state = taken.state
    return taken.slotAt
  })
}

it('never gives more than the limit within any period, in the order of asking, and never a time that has passed', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 300 })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 260 }), fc.integer({ min: 1, max: 5_000 }), gaps, (limit, per, steps) => {
      let now = 1_000_000
      const arrivals = steps.map((step) => (now += step))
      const slots = takeMany(limit, per, arrivals)
      for (const [index, slot] of slots.entries()) {
        expect(slot).toBeGreaterThanOrEqual(arrivals[index] as number)
        if (index > 0) expect(slot).toBeGreaterThanOrEqual(slots[index - 1] as number)
        // The one that lies `limit` back is out of the period.
        if (index >= limit) expect(slot - (slots[index - limit] as number)).toBeGreaterThanOrEqual(per)
      }
    }),
  )
})

it('lets a burst up to the limit begin at once, and spreads what comes after it evenly', () => {
  const slots = takeMany(
    5,
    1_000,
    Array.from({ length: 12 }, () => 0),
  )
  expect(slots).toEqual([0, 0, 0, 0, 0, 1_000, 1_200, 1_400, 1_600, 1_800, 2_000, 2_200])
})

it('begins anew after a quiet time', () => {
  expect(takeMany(2, 100, [0, 0, 5_000, 5_000, 5_000])).toEqual([0, 0, 5_000, 5_000, 5_100])
})

it('remembers a limit of thousands in a hundred marks, and uses nearly all of it', () => {
  for (const limit of [1, 99, 100, 101, 150, 999, 12_345]) {
    const { groups, size } = groupsOf(limit)
    expect(groups * size).toBeLessThanOrEqual(limit)
    expect(groups * size).toBeGreaterThanOrEqual(limit * 0.98)
    expect(groups).toBeLessThanOrEqual(100)
  }
  let state: SlotState | undefined
  for (let index = 0; index < 5_000; index++) state = takeSlot(state, { limit: 1_000, per: 60_000, now: index }).state
  expect(JSON.stringify(state).length).toBeLessThan(2_000)
})

it('gives a slot again that will not be used, the earliest first, and never one that has passed', () => {
  const first = takeSlot(undefined, { limit: 1, per: 1_000, now: 0 })
  const second = takeSlot(first.state, { limit: 1, per: 1_000, now: 0 })
  const third = takeSlot(second.state, { limit: 1, per: 1_000, now: 0 })
  expect([second.slotAt, third.slotAt]).toEqual([1_000, 2_000])
  let state = giveSlotBack(giveSlotBack(third.state, 2_000, 10), 1_000, 10)
  const again = takeSlot(state, { limit: 1, per: 1_000, now: 20 })
  expect(again.slotAt).toBe(1_000)
  state = again.state
  expect(takeSlot(state, { limit: 1, per: 1_000, now: 2_500 }).slotAt).toBe(3_000)
})
