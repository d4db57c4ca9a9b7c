import type { Logger } from '@spane/engine'
import { measureStorage } from './measure-storage.ts'

const FIRST_ROUND_MS = 30_000
const INTERVAL_MS = 10 * 60_000

export interface StorageMeterOptions {
  connectionString: string
  logger: Pick<Logger, 'warn'>
  firstRoundMs?: number
  intervalMs?: number
}

/**
 * Measures every ten minutes, in whichever process gets to it first.
 *
 * States: waiting <-> measuring -> closed
 */
export function startStorageMeter(options: StorageMeterOptions): { close(): Promise<void> } {
  const { connectionString, logger, firstRoundMs = FIRST_ROUND_MS, intervalMs = INTERVAL_MS } = options
  const closing = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let measuring: Promise<unknown> | undefined
  const schedule = (ms: number) => {
    if (closing.signal.aborted) return
    timer = setTimeout(() => {
      measuring = measureStorage({ connectionString, signal: closing.signal })
        .catch((error: unknown) =>
          logger.warn({ err: String(error) }, 'Storage could not be measured; it is tried again'),
        )
        .finally(() => schedule(intervalMs))
    }, ms)
    timer.unref()
  }
  schedule(firstRoundMs)
  return {
    async close() {
      closing.abort()
      clearTimeout(timer)
      await measuring
    },
  }
}
