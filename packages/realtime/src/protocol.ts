import type { ExecutionEvent } from './event.ts'

/**
 * What travels over Socket.IO. A client names the last event that it has; the server answers with
 * everything after it and then sends what follows (rule 10.2). Lists are told only that they are stale.
 */
export interface ClientToServerEvents {
  'execution:watch': (
    request: { executionId: string; after: number },
    reply: (answer: { ok: true } | { ok: false; code: string; message: string }) => void,
  ) => void
  'execution:unwatch': (request: { executionId: string }) => void
}

export interface ServerToClientEvents {
  /** In order and without gaps for each execution that the client watches. */
  'execution:events': (batch: { executionId: string; events: ExecutionEvent[] }) => void
  /** The nodes of an execution that the client watches wrote to their logs; coalesced. */
  'execution:logged': (change: { executionId: string }) => void
  /** Executions that changed in this workspace since the last message; coalesced. */
  'executions:changed': (change: { executionIds: string[] }) => void
}
