import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JsonValueError, parseJsonText, toJsonText, utf8Length } from './json.ts'

function failure(act: () => unknown): JsonValueError {
  try {
    act()
  } catch (error) {
    if (error instanceof JsonValueError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { a: value }
  return value
}

describe('toJsonText', () => {
  it.each([
    ['a function', { f: () => 1 }, '$.f'],
    ['undefined in a list', { items: [1, undefined] }, '$.items[1]'],
    ['a hole in a list', new Array(2), '$[0]'],
    ['a symbol', { s: Symbol('x') }, '$.s'],
    ['a BigInt', { items: [{}, {}, {}, { price: 1n }] }, '$.items[3].price'],
    ['NaN', { 'a b': NaN }, '$["a b"]'],
    ['Infinity', [Infinity], '$[0]'],
    ['a Map', { m: new Map() }, '$.m'],
    ['an instance of a class', { u: new (class User {})() }, '$.u'],
    ['undefined itself', undefined, '$'],
  ])('refuses %s with the path to it', (_, value, path) => {
    const error = failure(() => toJsonText(value))
    expect(error).toMatchObject({ code: 'NOT_JSON', path })
    expect(error.message).toContain(path)
  })

  it('refuses a cycle, but not the same object in two places', () => {
    const cyclic: Record<string, unknown> = { list: [{}] }
    ;(cyclic.list as unknown[]).push({ back: cyclic })
    expect(failure(() => toJsonText(cyclic))).toMatchObject({ code: 'CYCLIC', path: '$.list[1].back' })
    const shared = { a: 1 }
    expect(toJsonText([shared, shared])).toBe('[{"a":1},{"a":1}]')
  })

  it('refuses nesting of 100,000 levels without overflowing the stack', () => {
    expect(failure(() => toJsonText(nested(100_000)))).toMatchObject({ code: 'TOO_DEEP' })
    expect(parseJsonText(toJsonText(nested(1_000)))).toEqual(nested(1_000))
  })

  it('refuses shared references that unfold into more than the limit, without unfolding them', () => {
    let value: unknown = 'x'.repeat(100)
    for (let i = 0; i < 40; i++) value = [value, value]
    expect(failure(() => toJsonText(value, { maxBytes: 1_000_000 }))).toMatchObject({ code: 'TOO_LARGE' })
  })

  it('says how large a value is that has more bytes than allowed', () => {
    const error = failure(() => toJsonText('é'.repeat(10), { maxBytes: 21 }))
    expect(error).toMatchObject({ code: 'TOO_LARGE', bytes: 22 })
    expect(toJsonText('é'.repeat(10), { maxBytes: 22 })).toHaveLength(12)
  })

  it('names the property whose getter throws', () => {
    const value = {
      get broken() {
        throw new Error('no')
      },
    }
    expect(failure(() => toJsonText(value))).toMatchObject({ code: 'NOT_JSON', path: '$.broken' })
  })

  it('leaves out undefined properties and calls toJSON, as JSON does', () => {
    expect(toJsonText({ a: undefined, at: new Date(0), n: Object.create(null) })).toBe(
      '{"at":"1970-01-01T00:00:00.000Z","n":{}}',
    )
    expect(failure(() => toJsonText({ x: { toJSON: () => NaN } }))).toMatchObject({ path: '$.x' })
  })

  it('keeps key order, own __proto__ keys, NUL and lone surrogates, in text that is valid UTF-8 without NUL', () => {
    const source = '{"z":1,"__proto__":{"polluted":true},"a":"\\u0000","constructor":"\\ud800 \\udc00x"}'
    const text = toJsonText(JSON.parse(source))
    expect(text).toBe(source)
    expect(text).not.toContain('\0')
    expect(new TextDecoder().decode(new TextEncoder().encode(text))).toBe(text)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it('writes every JSON value so that it reads back the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(toJsonText(parseJsonText(toJsonText(value)))).toBe(JSON.stringify(value))
      }),
    )
  })
})

describe('parseJsonText', () => {
  it('refuses text that is nested too deep, too large, or no JSON', () => {
    expect(failure(() => parseJsonText('['.repeat(100_000) + ']'.repeat(100_000)))).toMatchObject({ code: 'TOO_DEEP' })
    expect(failure(() => parseJsonText('"aaaa"', { maxBytes: 5 }))).toMatchObject({ code: 'TOO_LARGE', bytes: 6 })
    expect(failure(() => parseJsonText('{'))).toMatchObject({ code: 'BAD_JSON_TEXT' })
    expect(failure(() => parseJsonText(''))).toMatchObject({ code: 'BAD_JSON_TEXT' })
  })

  it('does not count brackets inside strings', () => {
    const value = { text: `${'['.repeat(5_000)}"\\` }
    expect(parseJsonText(JSON.stringify(value))).toEqual(value)
  })
})

describe('utf8Length', () => {
  it('counts as an encoder does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length)
      }),
    )
    expect(utf8Length('\ud800')).toBe(3)
  })
})
