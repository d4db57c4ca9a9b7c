import { pruneAlertMessages } from '@spane/db'
import type { AlertContext } from './alert-context.ts'
import { checkAlerts } from './check-alerts.ts'
import { sendAlerts } from './send-alerts.ts'

const EVERY_MS = 1_000
const PRUNE_EVERY_MS = 600_000

export interface RunningAlerts {
  /** Ends once what it does just now is done. */
  close(): Promise<void>
}

/**
 * Watches the installation. Runs where the pages are served, not in a worker: that none is alive must be told by somebody
 * else. Any number of processes may do so on one database.
 *
 * `waiting` → (time) → `looking` → `waiting` … → `closed`. A look that fails (the database is away) is logged and repeated.
 */
export function startAlerts(context: AlertContext): RunningAlerts {
  const { pool, workspaceId, logger } = context
  let closed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let prunedAt = 0
  const look = async () => {
    try {
      await checkAlerts(context)
      await sendAlerts(context)
      if (Date.now() - prunedAt > PRUNE_EVERY_MS) {
        prunedAt = Date.now()
        await pruneAlertMessages(pool, workspaceId)
      }
    } catch (error) {
      if (!closed) logger.error({ err: error }, 'The alerts could not be checked; it is tried again')
    }
    if (!closed) timer = setTimeout(run, EVERY_MS)
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
