import { describe, expect, it } from 'vitest'
import { ApiError } from '../../errors/api-error.ts'
import { decodeCursor, encodeCursor, toPage } from './cursor.ts'

const id = '0199c0de-0000-7000-8000-000000000001'

describe('cursor', () => {
  it('comes back as it was written', () => {
    const cursor = { at: new Date('2026-01-02T03:04:05.678Z'), id }
    expect(decodeCursor(encodeCursor(cursor), 'uuid')).toEqual(cursor)
    expect(decodeCursor(undefined, 'uuid')).toBeUndefined()
    expect(decodeCursor(null, 'uuid')).toBeUndefined()
  })
  it.each([
    '',
    'x',
    'bnVsbA',
    Buffer.from('["2026","a"]').toString('base64url'),
    Buffer.from('[1]').toString('base64url'),
  ])('refuses %j with a sentence', (text) => {
    expect(() => decodeCursor(text, 'uuid')).toThrow(ApiError)
  })
  it('refuses an id that is no UUID where the list has UUIDs', () => {
    expect(() => decodeCursor(encodeCursor({ at: new Date(0), id: 'a' }), 'uuid')).toThrow(ApiError)
    expect(decodeCursor(encodeCursor({ at: new Date(0), id: 'a' }), 'name')?.id).toBe('a')
  })
})

describe('toPage', () => {
  const key = (n: number) => ({ at: new Date(n), id: String(n) })
  it('names a next page only when there is one', () => {
    expect(toPage([1, 2, 3], 3, key, String)).toEqual({ items: ['1', '2', '3'], nextCursor: null })
    const page = toPage([1, 2, 3], 2, key, String)
    expect(page.items).toEqual(['1', '2'])
    expect(decodeCursor(page.nextCursor, 'name')).toEqual(key(2))
    expect(toPage([], 2, key, String)).toEqual({ items: [], nextCursor: null })
  })
})
