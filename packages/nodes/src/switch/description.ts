import { defineNode, type FieldMeta, type Port } from '@spane/node-sdk'
import { z } from 'zod'

const caseSchema = z.object({
  value: z
    .unknown()
    .optional()
    .meta({ label: 'Value', control: 'text' } satisfies FieldMeta),
  label: z
    .string()
    .max(40)
    .optional()
    .meta({ label: 'Label', hint: 'Stands at the port; the value if empty.' } satisfies FieldMeta),
})

export const switchDescription = defineNode({
  type: 'switch',
  name: 'Switch',
  summary: 'Goes on along the branch whose value matches.',
  icon: 'list-tree',
  group: 'flow',
  inputs: [{ id: 'main' }],
  outputs: (config) => [...casePorts(config.cases), { id: 'default', label: 'Otherwise' }],
  config: z.object({
    value: z
      .unknown()
      .optional()
      .meta({ label: 'Value', control: 'text', placeholder: '{{ input.kind }}' } satisfies FieldMeta),
    cases: z
      .array(caseSchema)
      .min(1, 'Add a case.')
      .max(50)
      .meta({
        label: 'Cases',
        hint: 'The first case whose value equals the one above is taken. "5" equals 5.',
        itemName: 'case',
      } satisfies FieldMeta),
  }),
  defaults: { value: '', cases: [{ value: '' }] },
})

function casePorts(cases: unknown): Port[] {
  if (!Array.isArray(cases)) return []
  return cases.map((item: unknown, index) => ({ id: `case-${index + 1}`, label: labelOf(item, index) }))
}

function labelOf(item: unknown, index: number): string {
  const { label, value } = (item ?? {}) as { label?: unknown; value?: unknown }
  const text = typeof label === 'string' && label !== '' ? label : typeof value === 'object' ? '' : String(value ?? '')
  if (text === '') return `Case ${index + 1}`
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
