import { defineNode, type FieldMeta } from '@spane/node-sdk'
import { z } from 'zod'
import { findScheduleMistake } from './schedule.ts'

export const cronTriggerDescription = defineNode({
  type: 'cron-trigger',
  name: 'Schedule',
  summary: 'Starts the published workflow at the times of a cron schedule.',
  icon: 'clock',
  group: 'trigger',
  inputs: [],
  outputs: [{ id: 'main' }],
  config: z
    .object({
      pattern: z
        .string()
        .max(200)
        .meta({
          label: 'Schedule',
          hint: 'Minute, hour, day, month, weekday; a sixth field, in front, is the second.',
          placeholder: '0 9 * * MON-FRI',
          expression: false,
        } satisfies FieldMeta),
      timeZone: z
        .string()
        .max(100)
        .meta({ label: 'Time zone', placeholder: 'Europe/Berlin', expression: false } satisfies FieldMeta)
        .default('UTC'),
      catchUp: z
        .enum(['skip', 'one', 'all'])
        .meta({
          label: 'Missed times',
          hint: 'What happens to times that passed while nothing ran here.',
          optionLabels: { skip: 'Skip them', one: 'Run once for all of them', all: 'Run every one' },
          expression: false,
        } satisfies FieldMeta)
        .default('one'),
    })
    .superRefine((config, context) => {
      const mistake = findScheduleMistake(config)
      if (mistake) context.addIssue({ code: 'custom', path: [mistake.field], message: mistake.message })
    }),
  defaults: { pattern: '0 9 * * *', timeZone: 'UTC', catchUp: 'one' },
})
