import { describe, expect, it } from 'vitest'
import { dueTicks, findScheduleMistake, nextTick, nextTicks } from './schedule.ts'

const berlin = (pattern: string) => ({ pattern, timeZone: 'Europe/Berlin' })
const utc = (pattern: string) => ({ pattern, timeZone: 'UTC' })
const iso = (dates: readonly Date[]) => dates.map((date) => date.toISOString())

describe('the clock change', () => {
  it('runs a time that the spring change leaves out once, when the clock goes on', () => {
    expect(iso(nextTicks(berlin('30 2 * * *'), new Date('2026-03-28T12:00Z'), 2))).toEqual([
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ])
  })

  it('runs a time that comes twice in autumn once', () => {
    expect(iso(nextTicks(berlin('30 2 * * *'), new Date('2026-10-24T12:00Z'), 2))).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ])
  })

  it('runs every half hour through the hour that comes twice', () => {
    expect(iso(nextTicks(berlin('*/30 * * * *'), new Date('2026-10-25T00:00Z'), 4))).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:00:00.000Z',
      '2026-10-25T01:30:00.000Z',
      '2026-10-25T02:00:00.000Z',
    ])
  })
})

it('takes six fields, the seconds first', () => {
  expect(nextTick(utc('*/10 * * * * *'), new Date('2026-01-01T00:00:05Z'))?.toISOString()).toBe(
    '2026-01-01T00:00:10.000Z',
  )
})

it.each([
  ['* * * *', 'UTC', 'pattern'],
  ['* * * * * * *', 'UTC', 'pattern'],
  ['@daily', 'UTC', 'pattern'],
  ['61 * * * *', 'UTC', 'pattern'],
  ['0 0 30 2 *', 'UTC', 'pattern'],
  ['* * * * *', 'Mars/Base', 'timeZone'],
  ['* * * * *', '', 'timeZone'],
])('refuses %j in %j', (pattern, timeZone, field) => {
  expect(findScheduleMistake({ pattern, timeZone })).toMatchObject({ field, message: expect.stringMatching(/\.$|:/) })
})

it('accepts a schedule that is right', () => {
  expect(findScheduleMistake(berlin('0 9 * * MON-FRI'))).toBeUndefined()
})

describe('due ticks', () => {
  const hourly = utc('0 * * * *')
  const from = new Date('2026-01-01T01:00Z')
  const due = (catchUp: 'skip' | 'one' | 'all', now: string, start = from) => {
    const { ticks, next } = dueTicks(hourly, { from: start, now: new Date(now), catchUp })
    return { ticks: iso(ticks), next: next?.toISOString() }
  }

  it.each(['skip', 'one', 'all'] as const)('starts a tick on time (%s)', (catchUp) => {
    expect(due(catchUp, '2026-01-01T01:00:00.500Z')).toEqual({
      ticks: ['2026-01-01T01:00:00.000Z'],
      next: '2026-01-01T02:00:00.000Z',
    })
  })

  it('starts every tick of a short hiccup, whatever the policy', () => {
    const { ticks } = dueTicks(utc('* * * * * *'), {
      from: new Date('2026-01-01T00:00:01Z'),
      now: new Date('2026-01-01T00:00:30Z'),
      catchUp: 'skip',
    })
    expect(ticks).toHaveLength(30)
  })

  it('leaves missed ticks out when they are to be skipped', () => {
    expect(due('skip', '2026-01-01T05:30Z')).toEqual({ ticks: [], next: '2026-01-01T06:00:00.000Z' })
  })

  it('starts the newest of the missed ones when one is wanted', () => {
    expect(due('one', '2026-01-01T05:30Z')).toEqual({
      ticks: ['2026-01-01T05:00:00.000Z'],
      next: '2026-01-01T06:00:00.000Z',
    })
  })

  it('lets a tick on time stand in for the missed ones', () => {
    expect(due('one', '2026-01-01T05:00:01Z').ticks).toEqual(['2026-01-01T05:00:00.000Z'])
  })

  it('starts the only missed one', () => {
    expect(due('one', '2026-01-01T01:30Z').ticks).toEqual(['2026-01-01T01:00:00.000Z'])
  })

  it('starts all missed ones, in portions', () => {
    expect(due('all', '2026-01-01T05:30Z').ticks).toHaveLength(5)
    const portion = dueTicks(hourly, { from, now: new Date('2026-03-01T00:00Z'), catchUp: 'all' })
    expect(portion.ticks).toHaveLength(500)
    expect(portion.next).toEqual(new Date(from.getTime() + 500 * 3_600_000))
  })

  it('does not walk through the seconds of a month', () => {
    const { ticks } = dueTicks(utc('* * * * * *'), {
      from: new Date('2026-01-01T00:00Z'),
      now: new Date('2026-02-01T00:00Z'),
      catchUp: 'one',
    })
    expect(ticks.length).toBe(61)
  })
})
