import { pino } from 'pino'
import type { WorkerEnv } from './env.ts'

/** JSON lines on the standard output: ids and codes, never payloads. */
export function createLogger(level: WorkerEnv['logLevel']) {
  return pino({ level, base: { process: 'worker', pid: process.pid } })
}

export type WorkerLogger = ReturnType<typeof createLogger>
