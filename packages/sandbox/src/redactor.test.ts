import { describe, expect, it } from 'vitest'
import { createRedactor } from './redactor.ts'
import { createSecretSource } from './secret-source.ts'

describe('createSecretSource', () => {
  it('reads the variables with the prefix', () => {
    const env = { SPANE_SECRET_TOKEN: 'abcd', SPANE_SECRET_: 'x', SPANE_SECRET_EMPTY: '', OTHER: 'y' }
    expect(createSecretSource(env)).toEqual({ TOKEN: 'abcd' })
  })
})

describe('createRedactor', () => {
  const secret = 'p"ss\n/wörd'
  const { text, value } = createRedactor([secret, 'abcd', 'abcdef', 'ab'])

  it('replaces every occurrence, the longest secret first', () => {
    expect(text(`x ${secret} abcdef abcd ab`)).toBe('x ••• ••• ••• ab')
  })

  it('finds secrets in JSON, in JSON inside JSON, in URLs and in base64', () => {
    const once = JSON.stringify({ a: secret })
    expect(text(once)).toBe('{"a":"•••"}')
    expect(text(JSON.stringify(once))).not.toContain('wörd')
    expect(text(encodeURIComponent(secret))).toBe('•••')
    expect(text(Buffer.from(secret).toString('base64'))).toBe('•••')
  })

  it('cleans values deeply and keeps those without a secret as they are', () => {
    const clean = { a: [1, { b: 'c' }] }
    expect(value(clean)).toBe(clean)
    expect(value({ a: ['abcd', 1], abcd: null })).toEqual({ a: ['•••', 1], '•••': null })
    const cyclic: Record<string, unknown> = { a: 1 }
    cyclic.self = cyclic
    expect(value(cyclic)).toBe(cyclic)
  })

  it('cleans errors and keeps their class, code and cause', () => {
    const error = value(
      Object.assign(new TypeError('no abcd', { cause: new Error('abcdef') }), { code: 'X', details: { t: 'abcd' } }),
    )
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toMatchObject({ message: 'no •••', code: 'X', details: { t: '•••' }, cause: { message: '•••' } })
    expect(error.stack).not.toContain('abcd')
  })

  it('does nothing without secrets', () => {
    expect(createRedactor([]).text('abcd')).toBe('abcd')
  })
})
