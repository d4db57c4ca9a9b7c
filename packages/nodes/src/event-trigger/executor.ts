import { defineExecutor } from '@spane/node-sdk'
import { eventTriggerDescription } from './description.ts'

/** Passes on the event: `event`, `payload`. */
export const eventTriggerExecutor = defineExecutor(eventTriggerDescription, ({ inputData }) => ({
  success: true,
  data: inputData ?? {},
}))
