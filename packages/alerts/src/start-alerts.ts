import { type Loop, pruneAlertMessages, startLoop } from '@spane/db'
import type { AlertContext } from './alert-context.ts'
import { checkAlerts } from './check-alerts.ts'
import { sendAlerts } from './send-alerts.ts'

const EVERY_MS = 1_000
const PRUNE_EVERY_MS = 600_000

/**
 * Watches the installation. Runs where the pages are served, not in a worker: that none is alive must be told by somebody
 * else. Any number of processes may do so on one database.
 */
export function startAlerts(context: AlertContext): Loop {
  const { pool, workspaceId, logger } = context
  let prunedAt = 0
  return startLoop({
    retryMs: EVERY_MS,
    look: async () => {
      await checkAlerts(context)
      await sendAlerts(context)
      if (Date.now() - prunedAt > PRUNE_EVERY_MS) {
        prunedAt = Date.now()
        await pruneAlertMessages(pool, workspaceId)
      }
      return EVERY_MS
    },
    onError: (error) => logger.error({ err: error }, 'The alerts could not be checked; it is tried again'),
  })
}
