import { findNextTick, type Loop, pruneDeliveries, startLoop } from '@spane/db'
import { runDueTriggers } from './run-due-triggers.ts'
import { syncTriggers } from './sync-triggers.ts'
import type { TriggerContext } from './trigger-context.ts'

/** Longest time between two looks at the table: so long a trigger may wait that was published elsewhere. */
const LONGEST_WAIT_MS = 1_000
const SHORTEST_WAIT_MS = 20
const PRUNE_EVERY_MS = 60_000

/** Starts executions at the times of the cron triggers. Any number of processes may do so on one database. */
export function startCronScheduler(context: TriggerContext): Loop {
  const { pool, workspaceId, now, logger } = context
  let prunedAt = 0
  return startLoop({
    retryMs: LONGEST_WAIT_MS,
    look: async () => {
      await syncTriggers(context)
      await runDueTriggers(context)
      if (now() - prunedAt > PRUNE_EVERY_MS) {
        prunedAt = now()
        await pruneDeliveries(pool, workspaceId)
      }
      const next = await findNextTick(pool, workspaceId)
      if (!next) return LONGEST_WAIT_MS
      return Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, next.getTime() - now()))
    },
    onError: (error) =>
      logger.error({ err: error }, 'The triggers that are due could not be started; it is tried again'),
  })
}
