import { describe, expect, it } from 'vitest'
import { readJsonInput, showJsonInput } from './json-input.ts'

describe('JSON typed by a person', () => {
  it('reads JSON, and nothing as no value', () => {
    expect(readJsonInput(' {"a": 1} ', false)).toEqual({ value: { a: 1 } })
    expect(readJsonInput('  ', false)).toEqual({ value: undefined })
  })

  it('takes text that is no JSON as an expression where one may stand', () => {
    expect(readJsonInput('{{ input.items }}', true)).toEqual({ value: '{{ input.items }}' })
    expect(readJsonInput('{{ input.items }}', false).error).toMatch(/not JSON/)
  })

  it('shows what it read', () => {
    for (const text of ['{{ input }}', '[1,2]', '"text"', 'null', '"{{ a }}"']) {
      const { value } = readJsonInput(text, true)
      expect(readJsonInput(showJsonInput(value), true).value).toEqual(value)
    }
  })
})
