import { createHash } from 'node:crypto'
import type { OutboxEntry } from '../execution/execution-draft.ts'
import type { ChildOf } from '../execution/state.ts'

/**
 * The id of a child execution, a UUID of its own kind (version 8) made of what it is the child of. A node that is started
 * again after its worker was lost creates the same children, and the database refuses the doubles.
 */
export function childExecutionId({ executionId, nodeId, index }: ChildOf): string {
  const hex = createHash('sha256').update(`${executionId}\u0000${nodeId}\u0000${index}`).digest('hex')
  const variant = ((Number.parseInt(hex[16] as string, 16) & 0x3) | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The execution that an entry of the outbox is about. */
export function outboxExecutionId(entry: OutboxEntry): string {
  return entry.kind === 'begin' ? childExecutionId(entry.child) : entry.executionId
}
