import type { AttemptRow } from '@spane/engine'
import { z } from 'zod'
import type { AttemptDetail, ErrorDetail } from '../../contract.ts'
import { shortenStack } from './shorten-stack.ts'

const errorSchema = z.object({
  code: z.string(),
  message: z.string(),
  stack: z.string().optional(),
  details: z.unknown().optional(),
})

/** Reads an error as the store keeps it. */
export function toErrorDetail(text: string | null): ErrorDetail | null {
  if (text === null) return null
  const parsed = errorSchema.safeParse(JSON.parse(text))
  if (!parsed.success) return { code: 'UNKNOWN', message: text }
  const { stack, ...error } = parsed.data
  return stack === undefined ? error : { ...error, stack: shortenStack(stack) }
}

export function toAttemptDetail(row: AttemptRow): AttemptDetail {
  return {
    start: row.start,
    attempt: row.attempt,
    outcome: row.outcome,
    workerId: row.workerId,
    queuedAt: row.readyAt === null ? null : new Date(row.readyAt).toISOString(),
    startedAt: new Date(row.startedAt).toISOString(),
    endedAt: new Date(row.endedAt).toISOString(),
    error: toErrorDetail(row.error),
  }
}
