import { defineNode, type FieldMeta } from '@spane/node-sdk'
import { z } from 'zod'

export const codeDescription = defineNode({
  type: 'code',
  name: 'Code',
  summary: 'Runs JavaScript of your own in a sandbox; what it returns is the output.',
  icon: 'braces',
  group: 'data',
  inputs: [{ id: 'main' }],
  outputs: [{ id: 'main' }],
  config: z.object({
    code: z
      .string()
      .max(200_000)
      .meta({
        label: 'JavaScript',
        hint:
          'The body of an async function of input and ctx. Return JSON. ctx has executionId, workflowId, nodeId, attempt, start, secrets and ' +
          'readOutput(nodeId). console.log writes to the node’s log. There is no network and no file system.',
        control: 'code',
        expression: false,
      } satisfies FieldMeta),
  }),
  defaults: { code: 'return input\n' },
})
