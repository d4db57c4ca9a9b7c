import { pino } from 'pino'
import type { WebEnv } from '../env.ts'

/** JSON lines on the standard output: ids and codes, never payloads. */
export function createLogger(level: WebEnv['logLevel']) {
  return pino({ level, base: { process: 'web', pid: process.pid } })
}

export type WebLogger = ReturnType<typeof createLogger>
