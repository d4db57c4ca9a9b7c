import { defineNode, type FieldMeta } from '@spane/node-sdk'
import { z } from 'zod'

export const stopAndErrorDescription = defineNode({
  type: 'stop-and-error',
  name: 'Stop with an error',
  summary: 'Fails on purpose, with a message of your own and without retries.',
  icon: 'octagon-x',
  group: 'flow',
  inputs: [{ id: 'main' }],
  outputs: [],
  config: z.object({
    message: z
      .string()
      .min(1, 'Write a message.')
      .max(2_000)
      .meta({
        label: 'Message',
        control: 'textarea',
        placeholder: 'Order {{ input.id }} has no address',
      } satisfies FieldMeta),
  }),
  defaults: { message: 'Stopped on purpose' },
})
