import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { EngineError } from '../engine-error.ts'
import { parseRequest } from './parse-request.ts'

const schema = z.strictObject({
  ids: z.array(z.string()).min(1).max(2),
  version: z.enum(['original', 'latest']).optional(),
  cursor: z
    .string()
    .refine((text) => text.startsWith('c'), 'Give a cursor as it came with the last page.')
    .optional(),
})

function refusalOf(value: unknown): { message: string; field: string | undefined } {
  try {
    parseRequest(schema, value)
  } catch (error) {
    if (error instanceof EngineError) return { message: error.message, field: error.field }
  }
  throw new Error('Nothing was refused')
}

describe('reading a request', () => {
  it('gives back what fits', () => {
    expect(parseRequest(schema, { ids: ['a'] })).toEqual({ ids: ['a'] })
  })

  it('names the field, and says what it must be', () => {
    expect(refusalOf({ ids: [] })).toEqual({ field: 'ids', message: 'ids may not be empty.' })
    expect(refusalOf({ ids: ['a', 2] })).toEqual({ field: 'ids.1', message: 'ids[1] must be text.' })
    expect(refusalOf({ ids: ['a'], version: 'newest' })).toEqual({
      field: 'version',
      message: 'version must be one of "original", "latest".',
    })
    expect(refusalOf({})).toEqual({ field: 'ids', message: 'ids is missing.' })
  })

  it('names the field of what a schema says itself', () => {
    expect(refusalOf({ ids: ['a'], cursor: 'x' })).toEqual({
      field: 'cursor',
      message: 'cursor: Give a cursor as it came with the last page.',
    })
  })

  it('names the body when it is about the whole', () => {
    expect(refusalOf([])).toEqual({ field: 'body', message: 'The body must be an object.' })
    expect(refusalOf({ ids: ['a'], more: 1 })).toEqual({ field: 'body', message: 'The body has unknown fields: more.' })
  })
})
