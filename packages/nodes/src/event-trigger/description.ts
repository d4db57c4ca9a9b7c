import { defineNode, type FieldMeta } from '@spane/node-sdk'
import { z } from 'zod'

/** What an event may be called. */
export const eventNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/, 'Give a name of letters, digits, "-", "_" and ".", such as order.paid.')

export const eventTriggerDescription = defineNode({
  type: 'event-trigger',
  name: 'Event',
  summary: 'Starts the published workflow when an event of this name is sent to the API.',
  icon: 'zap',
  group: 'trigger',
  inputs: [],
  outputs: [{ id: 'main' }],
  config: z.object({
    event: eventNameSchema.meta({
      label: 'Event',
      hint: 'Sent with POST /api/events/ and this name. Every workflow that listens to it starts.',
      placeholder: 'order.paid',
      expression: false,
    } satisfies FieldMeta),
  }),
  defaults: { event: 'my.event' },
})
