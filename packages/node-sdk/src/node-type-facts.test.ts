import { expect, it } from 'vitest'
import { z } from 'zod'
import { defineNode, type FieldMeta } from './description.ts'
import { nodeTypeFacts } from './node-type-facts.ts'

it('knows the workflows that a config names, and not those that an expression will', () => {
  const description = defineNode({
    type: 'call',
    name: 'Call',
    summary: 'Runs another workflow.',
    icon: 'workflow',
    group: 'flow',
    inputs: [{ id: 'main' }],
    outputs: [{ id: 'main' }],
    config: z.object({
      workflowId: z.string().meta({ control: 'workflow' } satisfies FieldMeta),
      other: z.string().optional(),
    }),
    defaults: { workflowId: '' },
  })
  const { calledWorkflows } = nodeTypeFacts(description)
  expect(calledWorkflows?.({ workflowId: 'a', other: 'b' })).toEqual(['a'])
  for (const workflowId of ['', '{{ input.id }}', 5, undefined, null])
    expect(calledWorkflows?.({ workflowId })).toEqual([])
})
