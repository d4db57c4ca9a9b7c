import { describe, expect, it } from 'vitest'
import { type AlertState, decideAlert } from './decide-alert.ts'

const fresh: AlertState = { state: 'ok', stateSince: null, breachedSince: null, notified: false, notifiedAt: null }
const times = { forSeconds: 30, minIntervalMinutes: 10 }

/** Checks at these seconds, each with whether the condition held; what the channels were told, and when. */
function told(checks: [second: number, breached: boolean][], settings = times): [number, string][] {
  let state = fresh
  return checks.flatMap(([second, breached]): [number, string][] => {
    const { next, message } = decideAlert(state, settings, { breached, finding: '' }, new Date(second * 1_000))
    state = next
    return message === null ? [] : [[second, message]]
  })
}

describe('an alert', () => {
  it('fires once the condition has held for long enough, once, and tells of the recovery', () => {
    const checks: [number, boolean][] = [
      [0, true],
      [20, true],
      [30, true],
      [40, true],
      [50, false],
      [60, false],
    ]
    expect(told(checks)).toEqual([
      [30, 'firing'],
      [50, 'recovered'],
    ])
  })

  it('starts over when the condition did not hold in between', () => {
    expect(
      told([
        [0, true],
        [20, false],
        [40, true],
        [60, true],
      ]),
    ).toEqual([])
  })

  it('is quiet about an alarm that comes back within the interval, and about its end', () => {
    const settings = { forSeconds: 0, minIntervalMinutes: 10 }
    const checks: [number, boolean][] = [
      [0, true],
      [10, false],
      [20, true],
      [30, false],
      [40, true],
      [599, true],
      [600, true],
      [610, false],
    ]
    expect(told(checks, settings)).toEqual([
      [0, 'firing'],
      [10, 'recovered'],
      [600, 'firing'],
      [610, 'recovered'],
    ])
  })

  it('knows since when it fires', () => {
    const { next } = decideAlert(fresh, { ...times, forSeconds: 0 }, { breached: true, finding: '' }, new Date(5))
    expect(next).toMatchObject({ state: 'firing', stateSince: new Date(5), breachedSince: new Date(5) })
  })
})
