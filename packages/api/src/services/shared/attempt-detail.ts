import type { AttemptRow } from '@spane/engine'
import { z } from 'zod'
import type { AttemptDetail, ErrorDetail, LogLine } from '../../contract.ts'

const errorSchema = z.object({
  code: z.string(),
  message: z.string(),
  stack: z.string().optional(),
  details: z.unknown().optional(),
})
const logsSchema = z.array(
  z.object({ at: z.string(), level: z.enum(['debug', 'info', 'warn', 'error']), message: z.string() }),
)

/** Reads an error as the store keeps it. */
export function toErrorDetail(text: string | null): ErrorDetail | null {
  if (text === null) return null
  const parsed = errorSchema.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : { code: 'UNKNOWN', message: text }
}

export function toAttemptDetail(row: AttemptRow): AttemptDetail {
  return {
    start: row.start,
    attempt: row.attempt,
    outcome: row.outcome,
    workerId: row.workerId,
    startedAt: new Date(row.startedAt).toISOString(),
    endedAt: new Date(row.endedAt).toISOString(),
    error: toErrorDetail(row.error),
    logs: toLogLines(row.logs),
  }
}

function toLogLines(text: string | null): LogLine[] {
  if (text === null) return []
  const parsed = logsSchema.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : []
}
