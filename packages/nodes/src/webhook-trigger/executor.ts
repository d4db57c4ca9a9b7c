import { defineExecutor } from '@spane/node-sdk'
import { webhookTriggerDescription } from './description.ts'

/** Passes on the request: `method`, `path`, `headers`, `query`, `body`. */
export const webhookTriggerExecutor = defineExecutor(webhookTriggerDescription, ({ inputData }) => ({
  success: true,
  data: inputData ?? {},
}))
