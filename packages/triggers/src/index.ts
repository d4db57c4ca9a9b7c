export { type CronScheduler, startCronScheduler } from './cron-scheduler.ts'
export { runDueTriggers } from './run-due-triggers.ts'
export { syncTriggers } from './sync-triggers.ts'
export type { TriggerContext } from './trigger-context.ts'
