import { expect, it } from 'vitest'
import { z } from 'zod'
import { ApiError } from '../errors/api-error.ts'
import { appRouter } from '../routers/app-router.ts'
import { worded } from './worded.ts'

const input = worded(
  z.object({
    name: z.string().trim().min(1, 'Give it a name.'),
    limit: z.number().int().max(200).default(50),
    ids: z.array(z.string()).optional(),
  }),
)['~standard']

function refusalOf(value: unknown): { message: string; field: string | undefined } {
  try {
    input.validate(value)
  } catch (error) {
    if (error instanceof ApiError) return { message: error.message, field: error.field }
  }
  throw new Error('Nothing was refused')
}

it('gives back what fits, with its defaults', () => {
  expect(input.validate({ name: ' a ' })).toEqual({ value: { name: 'a', limit: 50 } })
})

it('names the field and says what it must be, in our words', () => {
  expect(refusalOf({ name: 'a', limit: 201 })).toEqual({ field: 'limit', message: 'limit must be at most 200.' })
  expect(refusalOf({ name: 'a', ids: ['b', 1] })).toEqual({ field: 'ids.1', message: 'ids[1] must be text.' })
  expect(refusalOf({})).toEqual({ field: 'name', message: 'name is missing.' })
})

it('leaves what a schema says itself as it is: it stands at its field', () => {
  expect(refusalOf({ name: ' ' })).toEqual({ field: 'name', message: 'Give it a name.' })
})

it('speaks of the input when it is about the whole', () => {
  expect(refusalOf(undefined)).toEqual({ field: undefined, message: 'The input is missing.' })
})

it('words what every procedure takes', () => {
  // At run time they stand side by side, each a function with its definition.
  const procedures: Record<string, unknown> = appRouter._def.procedures
  const parsers = Object.values(procedures).flatMap((procedure) => definitionSchema.parse(procedure)._def.inputs ?? [])
  expect(parsers.length).toBeGreaterThan(50)
  for (const parser of parsers) expect(parser).toMatchObject({ '~standard': { vendor: 'spane' } })
})

const definitionSchema = z.custom<{ _def: { inputs?: unknown[] } }>(
  (value) => typeof value === 'function' && '_def' in value,
)
