import type { findUnreadWorkflows } from '@spane/db'
import type { Logger, WorkflowEngine } from '@spane/engine'

/** The pool type of `@spane/db`, so that this room needs no driver of its own. */
export type Pool = Parameters<typeof findUnreadWorkflows>[0]

/** What everything about triggers works on. */
export interface TriggerContext {
  pool: Pool
  engine: Pick<WorkflowEngine, 'startVersion' | 'store'>
  workspaceId: string
  /** Milliseconds since 1970. */
  now: () => number
  /** Where people reach the product, without a slash at its end; links are paths when it is not known. */
  publicUrl?: string
  logger: Pick<Logger, 'info' | 'error'>
}
