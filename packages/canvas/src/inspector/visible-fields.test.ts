import { describeFields } from '@spane/node-sdk'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { testType } from '../edit/scene.fixture.ts'
import { createEmptyItem } from './empty-item.ts'
import { visibleFields } from './visible-fields.ts'

const fields = describeFields({
  ...testType('http'),
  config: z.object({
    method: z.enum(['GET', 'POST']).default('GET'),
    query: z.string().meta({ visibleWhen: { field: 'method', in: ['GET'] } }),
    body: z.unknown().meta({ visibleWhen: { field: 'method', in: ['POST'] } }),
  }),
})
const names = (values: Record<string, unknown>) => visibleFields(fields, values).map((field) => field.name)

it('goes by the default of a field that is absent', () => {
  expect(names({})).toEqual(['method', 'query'])
  expect(names({ method: 'POST' })).toEqual(['method', 'body'])
})

it('makes new items of a list that the schema takes', () => {
  expect(createEmptyItem(fields)).toEqual({ method: 'GET', query: '' })
})
