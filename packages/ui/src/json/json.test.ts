import { describe, expect, it } from 'vitest'
import { checkJson } from './check-json.ts'
import { findJsonMistake } from './find-json-mistake.ts'
import { indentJson } from './indent-json.ts'

describe('checkJson', () => {
  it('accepts any JSON value', () => {
    for (const text of ['{}', ' [1, 2] ', '"text"', 'null', '12e400']) expect(checkJson(text)).toEqual({ ok: true })
  })

  it.each([
    ['{\n  "a": 1,\n  b: 2\n}', 'Line 3, column 3: A name in double quotes is expected here'],
    ['{ "a": tru }', 'Line 1, column 8: A value is expected here'],
    ['{ "a" 1 }', 'Line 1, column 7: A colon is expected here'],
    ['[1, 2', 'Line 1, column 6: The text ends too early. A comma or ] is expected here'],
    ['[1 2]', 'Line 1, column 4: A comma or ] is expected here'],
    ['[1, ]', 'Line 1, column 5: A value is expected here'],
    ['{ "a": 1, }', 'Line 1, column 11: A name in double quotes is expected here'],
    ['[1}', 'Line 1, column 3: A comma or ] is expected here'],
    ['{} {}', 'Line 1, column 4: Nothing more is expected after the value'],
    ['"open', 'Line 1, column 1: This string is not closed, or holds a character that must be escaped'],
    ['[01]', 'Line 1, column 2: A value or ] is expected here'],
    ['// no\n{}', 'Line 1, column 1: A value is expected here'],
  ])('says what is wrong with %j', (text, message) => {
    expect(checkJson(text)).toEqual({ ok: false, message })
  })

  it('finds no mistake in JSON', () => {
    const value = { a: [1, -2.5e10, true, false, null, {}, []], 'b"\\': 'text\u2028 é \n', '': [[[{}]]] }
    expect(findJsonMistake(JSON.stringify(value))).toBeUndefined()
    expect(findJsonMistake(JSON.stringify(value, null, 2))).toBeUndefined()
    expect(findJsonMistake('['.repeat(50_000) + ']'.repeat(50_000))).toBeUndefined()
  })

  it('asks for a value when there is none', () => {
    expect(checkJson('  ')).toEqual({ ok: false, message: 'Type a JSON value, for example {}' })
  })
})

describe('indentJson', () => {
  it('lays out as JSON.stringify does', () => {
    const value = { a: [1, { b: 'x, y: {z}' }], empty: {}, none: [], text: 'with "quotes" and \\ and é' }
    expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2))
  })

  it('keeps numbers that a double cannot hold', () => {
    expect(indentJson('{"id":12345678901234567890}')).toBe('{\n  "id": 12345678901234567890\n}')
  })

  it('lays out text that is laid out already the same way', () => {
    const text = JSON.stringify({ a: [1, 2], b: {} }, null, 2)
    expect(indentJson(text)).toBe(text)
  })
})
