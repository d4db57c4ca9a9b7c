import { defineNode, type FieldMeta } from '@spane/node-sdk'
import { z } from 'zod'

export const subWorkflowDescription = defineNode({
  type: 'sub-workflow',
  name: 'Run workflow',
  summary: 'Runs another workflow and goes on with its output once it has completed.',
  icon: 'workflow',
  group: 'flow',
  inputs: [{ id: 'main' }],
  outputs: [{ id: 'main' }],
  config: z.object({
    workflowId: z
      .string()
      .min(1, 'Choose a workflow.')
      .meta({ label: 'Workflow', hint: 'Its published version runs.', control: 'workflow' } satisfies FieldMeta),
    inputMode: z
      .enum(['pass', 'map'])
      .meta({
        label: 'Input',
        optionLabels: { pass: 'Pass this node’s input on', map: 'Make another input' },
      } satisfies FieldMeta)
      .default('pass'),
    input: z
      .unknown()
      .optional()
      .meta({
        label: 'Input of the workflow',
        hint: 'JSON with expressions in its strings, or one expression for all of it.',
        control: 'json',
        placeholder: '{ "id": "{{ input.order.id }}" }',
        visibleWhen: { field: 'inputMode', in: ['map'] },
      } satisfies FieldMeta),
  }),
  defaults: { workflowId: '', inputMode: 'pass' },
})
