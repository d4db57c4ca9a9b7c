import type { Problem } from '@spane/workflow'
import { describe, expect, it } from 'vitest'
import { fieldError } from './field-errors.ts'

const at = (path: string): Problem => ({ code: 'BAD_CONFIG', severity: 'error', message: path, nodeId: 'a', path })

describe('fieldError', () => {
  it('finds the problem of exactly this field', () => {
    const problems = [at('config.urls'), at('config.url')]
    expect(fieldError(problems, 'url', 'text')).toBe('config.url')
    expect(fieldError(problems, 'conditions[0].left', 'text')).toBeUndefined()
  })

  it('shows problems inside a value at the field that shows the value whole', () => {
    expect(fieldError([at('config.headers[1].name')], 'headers', 'key-values')).toBe('config.headers[1].name')
    expect(fieldError([at('config.items[1].name')], 'items', 'list')).toBeUndefined()
  })
})
