import { defineExecutor } from '@spane/node-sdk'
import { manualTriggerDescription } from './description.ts'

export const manualTriggerExecutor = defineExecutor(manualTriggerDescription, ({ inputData }) => ({
  success: true,
  data: inputData ?? {},
}))
