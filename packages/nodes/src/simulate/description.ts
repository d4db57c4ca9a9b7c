import { defineNode, type FieldMeta } from '@spane/node-sdk'
import { z } from 'zod'

export const simulateDescription = defineNode({
  type: 'simulate',
  name: 'Simulate work',
  summary: 'Takes a while and then succeeds or fails as you like, to try things out.',
  icon: 'flask-conical',
  group: 'utility',
  inputs: [{ id: 'main' }],
  outputs: [{ id: 'main' }],
  config: z.object({
    durationMs: z
      .number()
      .int()
      .min(0)
      .max(3_600_000)
      .meta({ label: 'Duration in milliseconds' } satisfies FieldMeta)
      .default(1_000),
    outcome: z
      .enum(['succeed', 'fail', 'fail-first'])
      .meta({
        label: 'Outcome',
        optionLabels: {
          succeed: 'Succeeds',
          fail: 'Always fails',
          'fail-first': 'Fails the first times, then succeeds',
        },
      } satisfies FieldMeta)
      .default('succeed'),
    failures: z
      .number()
      .int()
      .min(0)
      .max(1_000)
      .meta({
        label: 'Number of failures',
        hint: 'Counts every start of this node in an execution, retries from the dead letters included.',
        visibleWhen: { field: 'outcome', in: ['fail-first'] },
      } satisfies FieldMeta)
      .default(1),
    message: z
      .string()
      .max(2_000)
      .meta({
        label: 'Error message',
        visibleWhen: { field: 'outcome', in: ['fail', 'fail-first'] },
      } satisfies FieldMeta)
      .default('Simulated failure'),
    output: z
      .unknown()
      .optional()
      .meta({
        label: 'Output',
        hint: 'JSON; the input is passed on when this is empty.',
        control: 'json',
      } satisfies FieldMeta),
    ignoreStop: z
      .boolean()
      .meta({
        label: 'Ignore being stopped',
        hint: 'Works on when it is cancelled or runs out of time.',
      } satisfies FieldMeta)
      .default(false),
  }),
  defaults: { durationMs: 1_000, outcome: 'succeed' },
})
