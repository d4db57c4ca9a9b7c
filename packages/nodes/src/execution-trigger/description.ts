import { defineNode, type FieldMeta } from '@spane/node-sdk'
import { z } from 'zod'

const end = (label: string, whenNew: boolean) =>
  z
    .boolean()
    .meta({ label, expression: false } satisfies FieldMeta)
    .default(whenNew)

export const executionTriggerDescription = defineNode({
  type: 'execution-trigger',
  name: 'Execution end',
  summary: 'Starts the published workflow when executions of other workflows end: an error workflow, for example.',
  icon: 'flag',
  group: 'trigger',
  inputs: [],
  outputs: [{ id: 'main' }],
  config: z
    .object({
      failed: end('When one fails', true),
      completed: end('When one completes', false),
      cancelled: end('When one is cancelled', false),
      workflows: z
        .enum(['all', 'chosen'])
        .meta({
          label: 'Of which workflows',
          optionLabels: { all: 'All others', chosen: 'Chosen ones' },
          hint: 'Never of this one itself. “All others” leaves out executions that a trigger like this has started.',
          expression: false,
        } satisfies FieldMeta)
        .default('all'),
      chosen: z
        .array(
          z.object({
            workflowId: z
              .string()
              .min(1, 'Choose a workflow.')
              .meta({ label: 'Workflow', control: 'workflow', expression: false } satisfies FieldMeta),
          }),
        )
        .max(100)
        .meta({
          label: 'Chosen workflows',
          itemName: 'workflow',
          visibleWhen: { field: 'workflows', in: ['chosen'] },
          expression: false,
        } satisfies FieldMeta)
        .default([]),
    })
    .superRefine((config, context) => {
      if (!config.failed && !config.completed && !config.cancelled) {
        context.addIssue({ code: 'custom', path: ['failed'], message: 'Choose at least one end that starts this.' })
      }
      if (config.workflows === 'chosen' && config.chosen.length === 0) {
        context.addIssue({ code: 'custom', path: ['chosen'], message: 'Choose at least one workflow.' })
      }
    }),
  defaults: { failed: true, workflows: 'all' },
})
