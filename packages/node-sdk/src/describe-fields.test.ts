import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { describeFields, isFieldVisible, literalPaths } from './describe-fields.ts'
import { defineNode, type FieldMeta } from './description.ts'
import { keyValueRows, keyValuesSchema } from './key-values.ts'

const meta = <M extends FieldMeta>(value: M): M => value

const node = defineNode({
  type: 'example',
  name: 'Example',
  summary: 'Shows every control.',
  icon: 'box',
  group: 'data',
  inputs: [{ id: 'main' }],
  outputs: [{ id: 'main' }],
  config: z.object({
    url: z
      .string()
      .min(1)
      .meta(meta({ label: 'URL', hint: 'Where to', placeholder: 'https://…' })),
    maxRedirects: z.number().int().min(0).default(5),
    follow: z
      .boolean()
      .optional()
      .meta(meta({ label: 'Follow redirects' })),
    method: z
      .enum(['GET', 'POST'])
      .meta(meta({ optionLabels: { GET: 'Get it' } }))
      .default('GET'),
    headers: keyValuesSchema({ itemName: 'header' }).optional(),
    rows: z
      .array(z.object({ name: z.string(), script: z.string().meta(meta({ expression: false })) }))
      .min(1)
      .meta(meta({ itemName: 'row' })),
    body: z
      .unknown()
      .optional()
      .meta(meta({ visibleWhen: { field: 'method', in: ['POST'] } })),
    code: z.string().meta(meta({ control: 'code', expression: false })),
    tags: z.array(z.string()).default([]),
  }),
  defaults: { url: '', rows: [], code: '' },
})

describe('describeFields', () => {
  const fields = new Map(describeFields(node).map((field) => [field.name, field]))

  it('keeps the order of the schema', () => {
    expect([...fields.keys()]).toEqual(Object.keys(node.config.shape))
  })

  it('reads labels, hints, defaults and what is required', () => {
    expect(fields.get('url')).toEqual({
      name: 'url',
      path: 'url',
      control: 'text',
      label: 'URL',
      hint: 'Where to',
      placeholder: 'https://…',
      required: true,
      expression: true,
    })
    expect(fields.get('maxRedirects')).toMatchObject({
      label: 'Max redirects',
      control: 'number',
      required: false,
      defaultValue: 5,
    })
    expect(fields.get('follow')).toMatchObject({ label: 'Follow redirects', control: 'switch', required: false })
  })

  it('reads the options of an enum', () => {
    expect(fields.get('method')).toMatchObject({
      control: 'select',
      defaultValue: 'GET',
      options: [
        { value: 'GET', label: 'Get it' },
        { value: 'POST', label: 'POST' },
      ],
    })
  })

  it('describes the items of lists and key-values', () => {
    expect(fields.get('rows')).toMatchObject({
      control: 'list',
      itemName: 'row',
      itemFields: [
        { name: 'name', path: 'rows[].name', expression: true },
        { name: 'script', path: 'rows[].script', expression: false },
      ],
    })
    expect(fields.get('headers')).toMatchObject({
      control: 'key-values',
      itemName: 'header',
      itemFields: [{ name: 'name' }, { name: 'value' }],
    })
    expect(fields.get('tags')).toMatchObject({ control: 'json' })
  })

  it('knows which fields are never expressions', () => {
    expect(literalPaths(node)).toEqual(['rows[].script', 'code'])
  })

  it('is plain data', () => {
    expect(JSON.parse(JSON.stringify(describeFields(node)))).toEqual(describeFields(node))
  })

  it('shows a field only while its condition holds', () => {
    const body = fields.get('body')
    if (!body) throw new Error('no body')
    expect(isFieldVisible(body, { method: 'POST' })).toBe(true)
    expect(isFieldVisible(body, { method: 'GET' })).toBe(false)
  })
})

describe('keyValueRows', () => {
  it('reads rows and objects', () => {
    expect(keyValueRows([{ name: 'a', value: '1' }, null, { value: 2 }])).toEqual([{ name: 'a', value: '1' }])
    expect(keyValueRows({ a: 1 })).toEqual([{ name: 'a', value: 1 }])
    expect(keyValueRows('x')).toEqual([])
  })
})
