/** @import { LogLevel } from '../thread-protocol.ts' */

const MAX_LINES = 1_000
const MAX_LINE = 8 * 1024
const MAX_CHARACTERS = 256 * 1024

/**
 * Lets through what a job may log, and says once that the rest is dropped: code that logs without end costs nothing but
 * its own time.
 * @param {(level: LogLevel, message: string) => void} write
 * @returns {(level: LogLevel, message: string) => void}
 */
export function boundedLog(write) {
  let lines = 0
  let characters = 0
  let closed = false
  return (level, message) => {
    if (closed) return
    const line = message.length > MAX_LINE ? `${message.slice(0, MAX_LINE)}…` : message
    lines++
    characters += line.length
    if (lines > MAX_LINES || characters > MAX_CHARACTERS) {
      closed = true
      write('warn', 'The log is full: further lines are dropped.')
    } else write(level, line)
  }
}
