import { defineNode, type FieldMeta } from '@spane/node-sdk'
import { z } from 'zod'
import { BINARY_OPERATORS, OPERATORS, type Operator } from '../compare.ts'

const conditionSchema = z.object({
  left: z
    .unknown()
    .optional()
    .meta({ label: 'Value', control: 'text', placeholder: '{{ input.status }}' } satisfies FieldMeta),
  operator: z
    .enum(Object.keys(OPERATORS) as [Operator, ...Operator[]])
    .meta({ label: 'Comparison', optionLabels: OPERATORS } satisfies FieldMeta)
    .default('equals'),
  right: z
    .unknown()
    .optional()
    .meta({
      label: 'Compared with',
      control: 'text',
      visibleWhen: { field: 'operator', in: BINARY_OPERATORS },
    } satisfies FieldMeta),
})

export const ifDescription = defineNode({
  type: 'if',
  name: 'If',
  summary: 'Goes on along one of two branches, depending on conditions.',
  icon: 'split',
  group: 'flow',
  inputs: [{ id: 'main' }],
  outputs: [
    { id: 'true', label: 'True' },
    { id: 'false', label: 'False' },
  ],
  config: z.object({
    conditions: z
      .array(conditionSchema)
      .min(1, 'Add a condition.')
      .meta({
        label: 'Conditions',
        hint: 'For a condition of your own, write it as an expression and compare with "is true".',
        itemName: 'condition',
      } satisfies FieldMeta),
    combine: z
      .enum(['all', 'any'])
      .meta({
        label: 'True when',
        optionLabels: { all: 'all conditions hold', any: 'any condition holds' },
      } satisfies FieldMeta)
      .default('all'),
  }),
  defaults: { conditions: [{ left: '', operator: 'equals', right: '' }], combine: 'all' },
})
