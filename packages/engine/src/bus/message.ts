import { z } from 'zod'
import type { ExecutionChange } from '../ports/event-bus.ts'
import { MAX_TEXT_BYTES } from './text-channel.ts'

const endSchema = z.enum(['completed', 'failed', 'cancelled']).nullable()

/** Execution, workspace, number of the newest event, whether it is cancelled, how it ended, whether it logged. */
const messageSchema = z.array(
  z.tuple([z.string(), z.string(), z.number().int(), z.boolean(), endSchema, z.literal('logged').optional()]),
)

/** Changes as texts that each fit into one message. */
export function encodeChanges(changes: ExecutionChange[]): string[] {
  const messages: string[] = []
  let parts: string[] = []
  let size = 2
  for (const change of changes) {
    const { executionId, workspaceId, seq, cancelled = false, ended = null, logged } = change
    const part = JSON.stringify([executionId, workspaceId, seq, cancelled, ended, ...(logged ? ['logged'] : [])])
    const bytes = Buffer.byteLength(part) + 1
    if (size + bytes > MAX_TEXT_BYTES && parts.length > 0) {
      messages.push(`[${parts.join(',')}]`)
      parts = []
      size = 2
    }
    parts.push(part)
    size += bytes
  }
  if (parts.length > 0) messages.push(`[${parts.join(',')}]`)
  return messages
}

/** What another process sent; a message that does not parse is ignored, since polling makes up for it. */
export function decodeChanges(message: string): ExecutionChange[] {
  try {
    return messageSchema
      .parse(JSON.parse(message))
      .map(([executionId, workspaceId, seq, cancelled, ended, logged]) => ({
        executionId,
        workspaceId,
        seq,
        cancelled,
        ...(ended && { ended }),
        ...(logged && { logged: true }),
      }))
  } catch {
    return []
  }
}
