import { defineNode, type FieldMeta } from '@spane/node-sdk'
import { z } from 'zod'

export const forEachDescription = defineNode({
  type: 'for-each',
  name: 'For each',
  summary: 'Runs a workflow once for every item of a list and collects the outputs in order.',
  icon: 'repeat',
  group: 'flow',
  inputs: [{ id: 'main' }],
  outputs: [{ id: 'main' }],
  config: z.object({
    workflowId: z
      .string()
      .min(1, 'Choose a workflow.')
      .meta({
        label: 'Workflow',
        hint: 'Its published version runs with each item as its input.',
        control: 'workflow',
      } satisfies FieldMeta),
    items: z
      .unknown()
      .optional()
      .meta({
        label: 'Items',
        hint: 'An expression that gives a list, or a list as JSON. The input itself when empty.',
        control: 'json',
        placeholder: '{{ input.items }}',
      } satisfies FieldMeta),
    concurrency: z
      .number()
      .int()
      .min(1)
      .max(1_000)
      .meta({ label: 'At the same time', hint: 'How many items may run at once.' } satisfies FieldMeta)
      .default(5),
    onItemFailure: z
      .enum(['stop', 'collect'])
      .meta({
        label: 'When an item fails',
        hint: 'Collecting gives an object for each item: its status, and its output or error.',
        optionLabels: { stop: 'Begin no further item, and fail', collect: 'Go on and collect the errors' },
      } satisfies FieldMeta)
      .default('stop'),
  }),
  defaults: { workflowId: '', items: '{{ input.items }}', concurrency: 5, onItemFailure: 'stop' },
})
