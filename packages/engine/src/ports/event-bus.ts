import type { ExecutionEnd } from '../execution/ended-execution.ts'

/** An execution that has new events or log lines. Carries ids only: the reader fetches the events (rule 10.2). */
export interface ExecutionChange {
  executionId: string
  workspaceId: string
  /** Number of its newest event. */
  seq: number
  /** True when running attempts must be aborted. */
  cancelled?: boolean
  /** It has come to this end: announced without delay. */
  ended?: ExecutionEnd
  /** Its nodes wrote to their logs. With `seq` 0 that is all. */
  logged?: boolean
}

/**
 * Announces changes between processes. Best effort: a message may be lost or come twice, so every
 * reader also polls, and nothing depends on it but promptness.
 */
export interface EventBus {
  /** Coalesces; never rejects. */
  publish(changes: ExecutionChange[]): void
  /** Returns a function that ends the subscription. */
  subscribe(handler: (changes: ExecutionChange[]) => void): () => void
  close(): Promise<void>
}
