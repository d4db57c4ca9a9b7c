import { defineNode, type FieldMeta } from '@spane/node-sdk'
import { z } from 'zod'

export const delayDescription = defineNode({
  type: 'delay',
  name: 'Delay',
  summary: 'Waits for a while or until a time, then passes its input on.',
  icon: 'timer',
  group: 'flow',
  inputs: [{ id: 'main' }],
  outputs: [{ id: 'main' }],
  config: z.object({
    mode: z
      .enum(['for', 'until'])
      .meta({ label: 'Wait', optionLabels: { for: 'for a while', until: 'until a time' } } satisfies FieldMeta)
      .default('for'),
    amount: z
      .number()
      .min(0)
      .max(1_000_000_000)
      .meta({ label: 'Duration', visibleWhen: { field: 'mode', in: ['for'] } } satisfies FieldMeta)
      .default(5),
    unit: z
      .enum(['milliseconds', 'seconds', 'minutes', 'hours', 'days'])
      .meta({ label: 'Unit', visibleWhen: { field: 'mode', in: ['for'] } } satisfies FieldMeta)
      .default('seconds'),
    until: z
      .string()
      .optional()
      .meta({
        label: 'Time',
        hint: 'A date and time in ISO 8601. A time that has passed does not wait.',
        placeholder: '2030-01-31T09:00:00Z',
        visibleWhen: { field: 'mode', in: ['until'] },
      } satisfies FieldMeta),
  }),
  defaults: { mode: 'for', amount: 5, unit: 'seconds' },
})
