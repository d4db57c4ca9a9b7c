import { errorForLog } from '@spane/engine'
import { type DestinationStream, pino } from 'pino'
import type { WebEnv } from '../env.ts'

/** JSON lines on the standard output: ids and codes, never payloads. */
export function createLogger(level: WebEnv['logLevel'], destination: DestinationStream = pino.destination(1)) {
  const base = { process: 'web', pid: process.pid }
  return pino({ level, base, serializers: { err: errorForLog, error: errorForLog } }, destination)
}

export type WebLogger = ReturnType<typeof createLogger>
