import type { LogFields, LogLevel, NodeLogger } from './execution.ts'

/** A logger whose lines go to `write`: what an executor under test is handed as `log`. */
export function createNodeLogger(
  write: (level: LogLevel, message: string, fields?: LogFields) => void = () => undefined,
): NodeLogger {
  const log = (level: LogLevel, message: string, fields?: LogFields) => write(level, message, fields)
  const at = (level: LogLevel) => (message: string, fields?: LogFields) => write(level, message, fields)
  return Object.assign(log, { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') })
}
