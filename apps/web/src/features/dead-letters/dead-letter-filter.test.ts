import { describe, expect, it } from 'vitest'
import { isNarrowed, placeHref, readPlace, sinceOf } from './dead-letter-filter.ts'

const read = (query: string) => readPlace(new URLSearchParams(query))

describe('the place on the page of dead letters', () => {
  it('stands in the address, and is read from there', () => {
    const place = { status: 'all', workflowId: 'w', age: '24h', text: 'no route', group: 'f', letterId: 'l' }
    expect(read(placeHref(place).split('?')[1] ?? '')).toEqual(place)
    expect(placeHref(read(''))).toBe('/dead-letters')
  })

  it('takes what it does not know for nothing', () => {
    expect(read('status=closed&age=1y')).toMatchObject({ status: 'open', age: null })
  })

  it('is narrowed down by anything but what wants something done', () => {
    expect(isNarrowed(read(''))).toBe(false)
    for (const query of ['status=all', 'workflow=w', 'age=1h', 'q=x']) expect(isNarrowed(read(query))).toBe(true)
  })
})

describe('the time since when groups count', () => {
  const now = Date.UTC(2026, 0, 2, 12, 30, 45)

  it('is that long ago, and the same all through a minute', () => {
    expect(sinceOf('24h', now)).toBe('2026-01-01T12:30:00.000Z')
    expect(sinceOf('24h', now + 10_000)).toBe(sinceOf('24h', now))
  })

  it('is none without an age', () => {
    expect(sinceOf(null, now)).toBeUndefined()
  })
})
