import type { Logger } from '@spane/engine'
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

/**
 * Prunes every ten minutes, in whichever process gets to it first. With a policy that keeps everything it empties the trash alone.
 *
 * States: waiting <-> pruning -> closed
 */
export function startPruner(options: PrunerOptions): { close(): Promise<void> } {
  const {
    connectionString,
    policy,
    logger,
    onPruned,
    firstRoundMs = FIRST_ROUND_MS,
    intervalMs = INTERVAL_MS,
  } = options
  const closing = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let pruning: Promise<void> | undefined

  const prune = async () => {
    try {
      const deleted = await pruneExecutions({ connectionString, policy, signal: closing.signal })
      if (!deleted) return
      onPruned?.(deleted)
      logger.info({ executions: deleted }, 'Executions past their retention were deleted')
    } catch (error) {
      logger.warn({ err: String(error) }, 'Old executions could not be deleted; it is tried again')
    }
  }
  const schedule = (ms: number) => {
    if (closing.signal.aborted) return
    timer = setTimeout(() => {
      pruning = prune().finally(() => schedule(intervalMs))
    }, ms)
    timer.unref()
  }
  schedule(firstRoundMs)
  return {
    async close() {
      closing.abort()
      clearTimeout(timer)
      await pruning
    },
  }
}
