import type { Logger } from '@spane/engine'
import { type Loop, startLoop } from '../start-loop.ts'
import type { RetentionPolicy } from './find-candidates.ts'
import { pruneExecutions } from './prune-executions.ts'

const FIRST_ROUND_MS = 60_000
const INTERVAL_MS = 10 * 60_000

export interface PrunerOptions {
  connectionString: string
  policy: RetentionPolicy
  logger: Pick<Logger, 'info' | 'warn'>
  /** Told how many executions a round deleted. */
  onPruned?: (executions: number) => void
  firstRoundMs?: number
  intervalMs?: number
}

/** Prunes every ten minutes, in whichever process gets to it first. With a policy that keeps everything it empties the trash alone. */
export function startPruner(options: PrunerOptions): Loop {
  const { connectionString, policy, logger, onPruned, firstRoundMs = FIRST_ROUND_MS } = options
  const intervalMs = options.intervalMs ?? INTERVAL_MS
  return startLoop({
    firstMs: firstRoundMs,
    retryMs: intervalMs,
    look: async (signal) => {
      const deleted = await pruneExecutions({ connectionString, policy, signal })
      if (deleted) {
        onPruned?.(deleted)
        logger.info({ executions: deleted }, 'Executions past their retention were deleted')
      }
      return intervalMs
    },
    onError: (error) => logger.warn({ err: String(error) }, 'Old executions could not be deleted; it is tried again'),
  })
}
