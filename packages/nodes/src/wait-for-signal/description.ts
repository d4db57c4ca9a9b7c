import { defineNode, type FieldMeta, type Port } from '@spane/node-sdk'
import { z } from 'zod'

const UNITS = ['seconds', 'minutes', 'hours', 'days'] as const
const REMINDED: FieldMeta['visibleWhen'] = { field: 'remind', in: [true] }
const LIMITED: FieldMeta['visibleWhen'] = { field: 'limit', in: ['port', 'fail'] }

const answerSchema = z.object({
  name: z
    .string()
    .min(1, 'Give the field a name.')
    .max(100)
    .meta({ label: 'Field', placeholder: 'approved', expression: false } satisfies FieldMeta),
  kind: z
    .enum(['text', 'number', 'yes-no'])
    .meta({
      label: 'Kind',
      optionLabels: { text: 'Text', number: 'Number', 'yes-no': 'Yes or no' },
      expression: false,
    } satisfies FieldMeta)
    .default('text'),
})

export const waitForSignalDescription = defineNode({
  type: 'wait-for-signal',
  name: 'Wait for signal',
  summary: 'Waits until a person or another program sends a signal, and gives what came with it.',
  icon: 'hand',
  group: 'flow',
  resumable: true,
  inputs: [{ id: 'main' }],
  outputs: (config) => [{ id: 'main', label: 'Signal' }, ...timeoutPorts(config.limit)],
  config: z.object({
    name: z
      .string()
      .max(100)
      .optional()
      .meta({
        label: 'What it waits for',
        placeholder: 'Approval by accounting',
        expression: false,
      } satisfies FieldMeta),
    instructions: z
      .string()
      .max(2_000)
      .optional()
      .meta({
        label: 'What to decide',
        hint: 'Stands above the answer for whoever sends the signal.',
        control: 'textarea',
        expression: false,
      } satisfies FieldMeta),
    answer: z
      .array(answerSchema)
      .max(50)
      .meta({
        label: 'Answer',
        hint: 'The fields that are asked for. What comes is not checked against them.',
        itemName: 'field',
        expression: false,
      } satisfies FieldMeta)
      .default([]),
    limit: z
      .enum(['none', 'port', 'fail'])
      .meta({
        label: 'Time limit',
        optionLabels: {
          none: 'None: it waits until the signal comes',
          port: 'Goes on along “Timed out”',
          fail: 'Fails',
        },
        expression: false,
      } satisfies FieldMeta)
      .default('none'),
    amount: z
      .number()
      .positive('The time limit must be greater than 0.')
      .max(1_000_000)
      .meta({ label: 'After', visibleWhen: LIMITED } satisfies FieldMeta)
      .default(1),
    unit: z
      .enum(UNITS)
      .meta({ label: 'Unit', visibleWhen: LIMITED } satisfies FieldMeta)
      .default('days'),
    notifyUrl: z
      .string()
      .max(2_000)
      .optional()
      .meta({
        label: 'Send the link to',
        hint: 'A webhook, of a chat for example. It gets the message as “text”, and the link that answers it as “url”.',
        placeholder: 'https://chat.example.com/hooks/…',
      } satisfies FieldMeta),
    message: z
      .string()
      .max(4_000)
      .optional()
      .meta({
        label: 'Message',
        hint: 'The link stands behind it, unless {{ execution.resumeUrl }} puts it elsewhere.',
        control: 'textarea',
        placeholder: 'Order {{ input.number }} waits for your approval:',
      } satisfies FieldMeta),
    remind: z
      .boolean()
      .meta({ label: 'Send it again until somebody answers', expression: false } satisfies FieldMeta)
      .default(false),
    remindEvery: z
      .number()
      .positive('The time between reminders must be greater than 0.')
      .max(1_000_000)
      .meta({ label: 'Every', visibleWhen: REMINDED } satisfies FieldMeta)
      .default(1),
    remindUnit: z
      .enum(UNITS)
      .meta({ label: 'Unit', visibleWhen: REMINDED } satisfies FieldMeta)
      .default('days'),
    maxReminders: z
      .number()
      .int()
      .min(1)
      .max(100)
      .meta({
        label: 'At most',
        hint: 'Reminders, the first message not counted.',
        visibleWhen: REMINDED,
      } satisfies FieldMeta)
      .default(3),
  }),
  defaults: { name: '', answer: [{ name: 'approved', kind: 'yes-no' }], limit: 'none' },
})

function timeoutPorts(limit: unknown): Port[] {
  return limit === 'port' ? [{ id: 'timeout', label: 'Timed out' }] : []
}
