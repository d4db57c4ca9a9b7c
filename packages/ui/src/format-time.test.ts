import { describe, expect, it } from 'vitest'
import { formatBytes } from './format-bytes.ts'
import { formatCountdown, formatDuration, formatRelativeTime } from './format-time.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [-5, '0 ms'],
    [840, '840 ms'],
    [999.6, '1.0 s'],
    [1_049, '1.0 s'],
    [9_999, '9.9 s'],
    [59_999, '59 s'],
    [3 * MINUTE + 5 * SECOND, '3 min 05 s'],
    [2 * HOUR + 10 * MINUTE, '2 h 10 min'],
    [4 * DAY + 3 * HOUR, '4 d 3 h'],
  ])('%d ms is %s', (ms, text) => expect(formatDuration(ms)).toBe(text))
})

describe('formatCountdown', () => {
  it('rounds up, so that it never shows 0 while it waits', () => {
    expect(formatCountdown(1)).toBe('1 s')
    expect(formatCountdown(4_001)).toBe('5 s')
    expect(formatCountdown(0)).toBe('now')
    expect(formatCountdown(90_500)).toBe('1 min 31 s')
    expect(formatCountdown(37 * MINUTE + 1)).toBe('38 min')
  })
})

describe('formatRelativeTime', () => {
  const now = Date.UTC(2026, 0, 15)
  it.each([
    [now - 3 * SECOND, 'just now'],
    [now - 40 * SECOND, '40 s ago'],
    [now - 5 * MINUTE, '5 min ago'],
    [now + 2 * HOUR, 'in 2 h'],
    [now - 3 * DAY, '3 d ago'],
  ])('%d is %s', (at, text) => expect(formatRelativeTime(at, now)).toBe(text))

  it('names the day once it is far away', () => {
    expect(formatRelativeTime(now - 90 * DAY, now)).toMatch(/2025/)
  })
})

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [812, '812 B'],
    [3_481, '3.4 KiB'],
    [262_144, '256 KiB'],
    [16 * 1024 * 1024, '16 MiB'],
  ])('%d is %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))
})
