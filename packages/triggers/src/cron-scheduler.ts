import { findNextTick, pruneDeliveries } from '@spane/db'
import { runDueTriggers } from './run-due-triggers.ts'
import { syncTriggers } from './sync-triggers.ts'
import type { TriggerContext } from './trigger-context.ts'

/** Longest time between two looks at the table: so long a trigger may wait that was published elsewhere. */
const LONGEST_WAIT_MS = 1_000
const SHORTEST_WAIT_MS = 20
const PRUNE_EVERY_MS = 60_000

export interface CronScheduler {
  /** Ends once what it does just now is done. */
  close(): Promise<void>
}

/**
 * Starts executions at the times of the cron triggers. Any number of processes may do so on one database.
 *
 * `waiting` → (time) → `looking` → `waiting` … → `closed`. A look that fails (the database is away) is logged and
 * repeated: whatever was due then is still due.
 */
export function startCronScheduler(context: TriggerContext): CronScheduler {
  const { pool, workspaceId, now, logger } = context
  let closed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let prunedAt = 0

  const look = async () => {
    let wait = LONGEST_WAIT_MS
    try {
      await syncTriggers(context)
      await runDueTriggers(context)
      if (now() - prunedAt > PRUNE_EVERY_MS) {
        prunedAt = now()
        await pruneDeliveries(pool, workspaceId)
      }
      const next = await findNextTick(pool, workspaceId)
      if (next) wait = Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, next.getTime() - now()))
    } catch (error) {
      if (!closed) logger.error({ err: error }, 'The triggers that are due could not be started; it is tried again')
    }
    if (!closed) timer = setTimeout(run, wait)
  }
  let looking: Promise<void> = Promise.resolve()
  const run = () => {
    looking = look()
  }
  run()

  return {
    async close() {
      closed = true
      clearTimeout(timer)
      await looking
    },
  }
}
