export { createEventHandler, EVENT_PREFIX, type EventHandlerOptions } from './create-event-handler.ts'
export { type CronScheduler, startCronScheduler } from './cron-scheduler.ts'
export { runDueTriggers } from './run-due-triggers.ts'
export { syncTriggers } from './sync-triggers.ts'
export type { TriggerContext } from './trigger-context.ts'
export {
  createHookHandler,
  HOOK_PREFIX,
  type HookHandler,
  type HookHandlerOptions,
} from './webhook/create-hook-handler.ts'
