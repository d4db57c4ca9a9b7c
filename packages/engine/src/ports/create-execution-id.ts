import { randomUUID } from 'node:crypto'

/**
 * A UUID of version 7 (RFC 9562): its first 48 bits are the time. So the rows of executions, which stand under it in every
 * index, are added at the end of these indexes and not all over them, however long the history is.
 */
export function createExecutionId(now = Date.now()): string {
  const time = now.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}
