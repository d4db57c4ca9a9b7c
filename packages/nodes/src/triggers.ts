import type { z } from 'zod'
import { cronTriggerDescription } from './cron-trigger/description.ts'
import { eventTriggerDescription } from './event-trigger/description.ts'
import { executionTriggerDescription } from './execution-trigger/description.ts'
import { webhookTriggerDescription } from './webhook-trigger/description.ts'

export {
  type CatchUp,
  dueTicks,
  findScheduleMistake,
  nextTick,
  nextTicks,
  type Schedule,
} from './cron-trigger/schedule.ts'

export { RESPOND_TYPE, type WebhookAnswer, webhookAnswerSchema } from './respond/webhook-answer.ts'

/** The configs of the triggers that start executions by themselves. Safe to load in a browser. */
export const cronTriggerConfig = cronTriggerDescription.config
export type CronTriggerConfig = z.output<typeof cronTriggerConfig>
export const webhookTriggerConfig = webhookTriggerDescription.config
export type WebhookTriggerConfig = z.output<typeof webhookTriggerConfig>
export const eventTriggerConfig = eventTriggerDescription.config
export const executionTriggerConfig = executionTriggerDescription.config
export type ExecutionTriggerConfig = z.output<typeof executionTriggerConfig>
export { eventNameSchema } from './event-trigger/description.ts'
