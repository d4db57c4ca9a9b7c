import type { Logger } from '@spane/engine'
import { type Loop, startLoop } from '../start-loop.ts'
import { measureStorage } from './measure-storage.ts'

const FIRST_ROUND_MS = 30_000
const INTERVAL_MS = 10 * 60_000

export interface StorageMeterOptions {
  connectionString: string
  logger: Pick<Logger, 'warn'>
  firstRoundMs?: number
  intervalMs?: number
}

/** Measures every ten minutes, in whichever process gets to it first. */
export function startStorageMeter(options: StorageMeterOptions): Loop {
  const { connectionString, logger, firstRoundMs = FIRST_ROUND_MS, intervalMs = INTERVAL_MS } = options
  return startLoop({
    firstMs: firstRoundMs,
    retryMs: intervalMs,
    look: async (signal) => {
      await measureStorage({ connectionString, signal })
      return intervalMs
    },
    onError: (error) => logger.warn({ err: String(error) }, 'Storage could not be measured; it is tried again'),
  })
}
