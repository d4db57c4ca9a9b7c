import type { DraftChange, DraftStatus, EditorPerson } from './draft-change.ts'
import type { ExecutionEvent } from './event.ts'

type Reply = (answer: { ok: true } | { ok: false; code: string; message: string }) => void

/**
 * What travels over Socket.IO. A client names the last event that it has; the server answers with
 * everything after it and then sends what follows (rule 10.2). Lists are told only that they are stale.
 */
export interface ClientToServerEvents {
  'execution:watch': (request: { executionId: string; after: number }, reply: Reply) => void
  'execution:unwatch': (request: { executionId: string }) => void
  /** Follows a draft after revision `after`, and makes the person visible to others who do. */
  'draft:watch': (request: { workflowId: string; after: number; person: EditorPerson }, reply: Reply) => void
  'draft:unwatch': (request: { workflowId: string }) => void
  /** Another name or selection of the person who watches. */
  'draft:person': (request: { workflowId: string; person: EditorPerson }) => void
}

export interface ServerToClientEvents {
  /** In order and without gaps for each execution that the client watches. */
  'execution:events': (batch: { executionId: string; events: ExecutionEvent[] }) => void
  /** The nodes of an execution that the client watches wrote to their logs; coalesced. */
  'execution:logged': (change: { executionId: string }) => void
  /** In order for each draft that the client watches. A gap means that the draft was replaced as a whole. */
  'draft:changes': (batch: { workflowId: string; changes: DraftChange[] }) => void
  /** Everybody who has the draft open, oneself included; after every change of that. */
  'draft:people': (change: { workflowId: string; people: EditorPerson[] }) => void
  /** Whether the workflow is published and as what; when one begins to watch, and after every change. */
  'draft:status': (change: { workflowId: string; status: DraftStatus }) => void
  /** Executions that changed in this workspace since the last message; coalesced. */
  'executions:changed': (change: { executionIds: string[] }) => void
}
