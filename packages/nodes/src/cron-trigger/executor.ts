import { defineExecutor } from '@spane/node-sdk'
import { cronTriggerDescription } from './description.ts'

/** Passes on which tick it is. A run by hand has none: then the present is the time. */
export const cronTriggerExecutor = defineExecutor(cronTriggerDescription, ({ inputData }) => {
  const given = typeof inputData === 'object' && inputData !== null && 'scheduledAt' in inputData
  return { success: true, data: given ? inputData : { scheduledAt: new Date().toISOString() } }
})
