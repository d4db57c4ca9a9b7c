import { defineNode } from '@spane/node-sdk'
import { z } from 'zod'

export const manualTriggerDescription = defineNode({
  type: 'manual-trigger',
  name: 'Manual trigger',
  summary: 'Starts the workflow when a person or the API runs it, and passes on the input that was given.',
  icon: 'play',
  group: 'trigger',
  inputs: [],
  outputs: [{ id: 'main' }],
  config: z.object({}),
  defaults: {},
})
