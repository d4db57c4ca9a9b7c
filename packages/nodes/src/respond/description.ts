import { defineNode, type FieldMeta, keyValuesSchema } from '@spane/node-sdk'
import { z } from 'zod'
import { RESPOND_TYPE } from './webhook-answer.ts'

export const respondDescription = defineNode({
  type: RESPOND_TYPE,
  name: 'Respond',
  summary: 'Answers the request of a webhook that waits for it; the workflow goes on.',
  icon: 'reply',
  group: 'action',
  inputs: [{ id: 'main' }],
  outputs: [{ id: 'main' }],
  config: z.object({
    status: z
      .number()
      .int()
      .min(200)
      .max(599)
      .meta({ label: 'Status' } satisfies FieldMeta)
      .default(200),
    headers: keyValuesSchema({ label: 'Headers', itemName: 'header' }).default([]),
    bodyType: z
      .enum(['json', 'text', 'none'])
      .meta({ label: 'Body', optionLabels: { json: 'JSON', text: 'Text', none: 'None' } } satisfies FieldMeta)
      .default('json'),
    json: z
      .unknown()
      .optional()
      .meta({
        label: 'JSON',
        hint: 'JSON with expressions in its strings, or one expression for all of it. Empty: this node’s input.',
        control: 'json',
        placeholder: '{{ input }}',
        visibleWhen: { field: 'bodyType', in: ['json'] },
      } satisfies FieldMeta),
    text: z
      .string()
      .meta({
        label: 'Text',
        control: 'textarea',
        visibleWhen: { field: 'bodyType', in: ['text'] },
      } satisfies FieldMeta)
      .default(''),
  }),
  defaults: { status: 200, bodyType: 'json' },
})
