import { describe, expect, it } from 'vitest'
import { checkJson } from './check-json.ts'
import { indentJson } from './indent-json.ts'

describe('checkJson', () => {
  it('accepts any JSON value', () => {
    for (const text of ['{}', ' [1, 2] ', '"text"', 'null', '12e400']) expect(checkJson(text)).toEqual({ ok: true })
  })

  it('names the line and the column of a mistake', () => {
    expect(checkJson('{\n  "a": 1,\n  b: 2\n}')).toEqual({
      ok: false,
      message: expect.stringMatching(/^Line 3, column 3: /),
    })
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
