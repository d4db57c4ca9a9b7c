import { describe, expect, it } from 'vitest'
import { panWindow, revealMoment, shareOf, ticksOf, zoomWindow } from './time-window.ts'

const whole = { from: 1_000, to: 11_000 }

describe('a window of time', () => {
  it('is zoomed around a moment, which stays where it is', () => {
    const near = zoomWindow(whole, whole, 0.5, 3_000)
    expect(near).toEqual({ from: 2_000, to: 7_000 })
    expect(shareOf(near, 3_000)).toBeCloseTo(shareOf(whole, 3_000))
  })

  it('never leaves what there is, nor gets shorter than can be read', () => {
    expect(zoomWindow({ from: 2_000, to: 7_000 }, whole, 100, 2_500)).toEqual(whole)
    expect(panWindow({ from: 9_000, to: 11_000 }, whole, 0.5)).toEqual({ from: 9_000, to: 11_000 })
    expect(panWindow({ from: 2_000, to: 4_000 }, whole, -0.25)).toEqual({ from: 1_500, to: 3_500 })
    const smallest = zoomWindow(whole, whole, 1e-9, 5_000)
    expect(smallest.to - smallest.from).toBe(5)
  })

  it('follows a moment that is outside of it', () => {
    expect(revealMoment({ from: 2_000, to: 4_000 }, whole, 3_000)).toEqual({ from: 2_000, to: 4_000 })
    expect(revealMoment({ from: 2_000, to: 4_000 }, whole, 6_000)).toEqual({ from: 5_000, to: 7_000 })
  })

  it('has a few round ticks, counted from the beginning', () => {
    expect(ticksOf({ from: 1_000, to: 4_100 }, 1_000, 4)).toEqual([1_000, 2_000, 3_000, 4_000])
    expect(ticksOf({ from: 1_250, to: 1_450 }, 1_000, 5)).toEqual([1_250, 1_300, 1_350, 1_400, 1_450])
    expect(ticksOf({ from: 0, to: 10 * 86_400_000 }, 0, 5)).toHaveLength(6)
  })
})
