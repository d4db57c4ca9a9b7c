import type { claimDueAlertRules, PrismaClient } from '@spane/db'
import type { Logger } from '@spane/engine'
import type { SendMessage } from './channels/create-channels.ts'

/** The pool type of `@spane/db`, so that this room needs no driver of its own. */
export type Pool = Parameters<typeof claimDueAlertRules>[0]

/** What alerts work on. */
export interface AlertContext {
  pool: Pool
  prisma: PrismaClient
  workspaceId: string
  send: SendMessage
  /** Where people reach the product, without a slash at its end; empty when it is not known. */
  publicUrl: string
  /** Takes secrets out of what is stored and shown. */
  redact: (text: string) => string
  logger: Pick<Logger, 'info' | 'error'>
}
