import { defineExecutor } from '@spane/node-sdk'
import { executionTriggerDescription } from './description.ts'

/** Passes on what ended: `execution`, `workflow`, `error`. */
export const executionTriggerExecutor = defineExecutor(executionTriggerDescription, ({ inputData }) => ({
  success: true,
  data: inputData ?? {},
}))
