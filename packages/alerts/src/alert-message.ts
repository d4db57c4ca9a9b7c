import { z } from 'zod'
import type { AlertCondition } from './alert-rule.ts'

/** What a channel is told. Stored with the message, sent as it stands. */
export const alertMessageSchema = z.object({
  state: z.enum(['firing', 'recovered', 'test']),
  rule: z.object({ id: z.string(), name: z.string() }),
  /** A line for a subject or a chat. */
  text: z.string(),
  /** What the check saw. */
  finding: z.string(),
  /** ISO 8601. */
  at: z.string(),
  /** Where to look; a path when the server does not know its address. */
  url: z.string(),
})
export type AlertMessage = z.infer<typeof alertMessageSchema>

const PAGES = {
  'dead-letters-new': '/dead-letters',
  'dead-letters-open': '/dead-letters',
  'failure-rate': '/executions?status=failed',
  'queue-age': '/workers',
  'no-worker': '/workers',
} as const satisfies Record<AlertCondition['kind'], string>

const WORDS = { firing: 'Alert', recovered: 'Over', test: 'Test' } as const

export interface MessageParts {
  state: AlertMessage['state']
  rule: { id: string; name: string }
  condition: AlertCondition
  finding: string
  at: Date
  publicUrl: string
}

/** Puts a message together. */
export function composeMessage({ state, rule, condition, finding, at, publicUrl }: MessageParts): AlertMessage {
  const { id, name } = rule
  return {
    state,
    rule: { id, name },
    text: `${WORDS[state]}: ${name}. ${finding}`,
    finding,
    at: at.toISOString(),
    url: `${publicUrl}${PAGES[condition.kind]}`,
  }
}
