import { defineNode, type FieldMeta } from '@spane/node-sdk'
import { z } from 'zod'

export const mergeDescription = defineNode({
  type: 'merge',
  name: 'Merge',
  summary: 'Brings branches together again and makes one value of what arrived.',
  icon: 'merge',
  group: 'flow',
  inputs: [{ id: 'main' }],
  outputs: [{ id: 'main' }],
  config: z.object({
    mode: z
      .enum(['object', 'append', 'combine', 'first'])
      .meta({
        label: 'Result',
        hint: 'When it runs with branches missing is decided by the join rule in the settings.',
        optionLabels: {
          object: 'An object with each branch under the id of its node',
          append: 'One list of all items',
          combine: 'One object with the fields of all; later branches win',
          first: 'What the first branch gave that ran, as it is',
        },
      } satisfies FieldMeta)
      .default('object'),
  }),
  defaults: { mode: 'object' },
})
