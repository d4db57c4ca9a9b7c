import type { LogLevel } from '@spane/node-sdk'
import type { ErrorSummary, ExecutionOrigin, ExecutionStatus, NodeRunStatus } from '@spane/realtime'

/**
 * The rows that the engine decides on. Times are milliseconds since the epoch by the store's clock;
 * outputs and inputs are JSON text, opaque here.
 *
 * Execution (rule 2.1):  queued -> running <-> paused -> completed | failed | cancelled
 *                        failed -> running by a retry of a dead letter only
 * Node run  (rule 2.2):  pending -> ready -> running -> completed | failed | skipped | cancelled
 *                        running -> waiting | retrying -> ready;  running -> ready (lost, released)
 *                        failed -> ready by a retry of its dead letter only
 */
export interface ExecutionRow {
  readonly id: string
  readonly workspaceId: string
  readonly workflowId: string
  readonly versionId: string
  status: ExecutionStatus
  /** Null until the execution was begun. */
  entryNodeId: string | null
  /** A node failed under `onError: stop`; cleared by a retry (rule 3.6). */
  halted: boolean
  /** Node runs that are not settled: pending, ready, running, waiting, retrying. */
  openCount: number
  /** Of these, the ones that are not pending. */
  activeCount: number
  runningCount: number
  /** Failed nodes whose failure nothing handled. */
  unhandledFailures: number
  /** Sequence number of the last event. */
  eventSeq: number
  /** Grows with every transaction that changes the execution or any of its rows. */
  revision: number
  /** What set it off; null for a child, and where nobody said. */
  readonly origin: ExecutionOrigin | null
  /** The node whose child this is; null for an execution that was started by itself. */
  readonly parent: ChildOf | null
  /** How many executions are above this one (rule 8.1). */
  readonly depth: number
  /** What the tracer wants to remember of it; null when it is not traced. */
  readonly trace: string | null
  /** The end of this child has been counted by its parent. */
  parentNotified: boolean
  readonly createdAt: number
  startedAt: number | null
  endedAt: number | null
  /** Executions of the workflow with the same key count together; null when none are counted. */
  concurrencyKey: string | null
  /** Begun, and waits until others of its key have ended. */
  held: boolean
  /** 0 goes first, 9 last. */
  priority: number
  /** When it is cancelled if it has not ended; moved on by pauses. */
  deadlineAt: number | null
  pausedAt: number | null
  /** Why it was cancelled. */
  reason: CancelReason | null
}

/** Why an execution was cancelled: by a request, past its time, for another of its key, or because others of it ran. */
export type CancelReason = 'cancelled' | 'timeout' | 'superseded' | 'skipped'

/** Which item of which node a child execution runs for. */
export interface ChildOf {
  executionId: string
  nodeId: string
  index: number
}

/** What a waiting node waits for besides a time. */
export type WaitState =
  | {
      kind: 'children'
      total: number
      concurrency: number
      stopOnFailure: boolean
      /** Where each child begins. */
      entryNodeId: string
      /** Children that were begun, that ended, and of these the ones that did not complete. */
      begun: number
      ended: number
      failed: number
    }
  | {
      kind: 'signal'
      /** The start that began the wait: links that were signed for it are good until it is over. */
      opened: number
      /** When its time runs out; null for never. */
      until: number | null
      /** Reminders so far. */
      reminders: number
      /** The node is being run for a reminder, and goes on waiting after that. */
      reminding?: true
      /** JSON text. */
      payload?: string
      timedOut?: true
    }
  | LimitWait

/** A node that may not start yet: a rate limit gave it a time, or the circuit of what it calls is open. */
export interface LimitWait {
  kind: 'limit'
  of: 'rate-limit' | 'circuit'
  /** What limits it, for a person: a node type, a node, a host. */
  name: string
  /** The slot that is kept for it; of a circuit, when it asks again. */
  slotAt: number
  /** Ids of the rate limits that keep the slot, or of the circuit. */
  limits: string[]
}

export interface NodeRunRow {
  readonly nodeId: string
  status: NodeRunStatus
  /** The attempt that runs or comes next; 0 while pending. */
  attempt: number
  /** Starts over all attempts and retries; the fencing token of the current start (rule 5.1). */
  starts: number
  /** Starts whose worker was lost, since the last retry (rule 5.4). */
  lostStarts: number
  /** Incoming edges that are not resolved. */
  pendingEdges: number
  deliveredEdges: number
  workerId: string | null
  leaseUntil: number | null
  readyAt: number | null
  /** When a waiting or retrying node goes on. */
  wakeAt: number | null
  /** The next start continues a wait that is over. */
  resumed: boolean
  wait: WaitState | null
  limitedSince: number | null
  startedAt: number | null
  endedAt: number | null
  /** JSON text that replaces the composed input. */
  inputOverride: string | null
  output: string | null
  /** The ports that emitted. */
  ports: readonly string[]
  /** `output` holds an object with a value a port. */
  outputPerPort: boolean
  /** Ids of the outgoing edges that carry the output; null when these are all edges of `ports`. */
  delivered: readonly string[] | null
  /** JSON text of a {@link RecordedError}. */
  error: string | null
  handled: boolean
  deadLetterId: string | null
  /**
   * Its result is not its own (rule 8.3): pinned data (`pinned`), or that of the execution with this id. A pinned node that
   * is pending settles as soon as its join is decided.
   */
  readonly givenBy: string | null
}

/** An error as it is stored with an attempt. */
export interface RecordedError extends ErrorSummary {
  stack?: string
  details?: unknown
}

/** What became of one start of a node. */
export type AttemptOutcome = 'completed' | 'failed' | 'timeout' | 'waiting' | 'lost' | 'released' | 'cancelled'

export interface AttemptRow {
  readonly nodeId: string
  readonly start: number
  readonly attempt: number
  readonly outcome: AttemptOutcome
  readonly workerId: string | null
  readonly readyAt: number | null
  readonly startedAt: number
  readonly endedAt: number
  readonly error: string | null
}

/** A line that a start of a node wrote. */
export interface LogLine {
  /** 1, 2, 3 … within the start. */
  readonly line: number
  /** By the clock of the worker. */
  readonly at: number
  readonly level: LogLevel
  readonly message: string
  /** JSON text of an object. */
  readonly fields: string | null
}

export interface LogRow extends LogLine {
  readonly nodeId: string
  readonly start: number
}

/** Rule 6.2: open -> retrying -> resolved | open;  open <-> discarded;  void when its execution is cancelled. */
export type DeadLetterStatus = 'open' | 'retrying' | 'resolved' | 'discarded' | 'void'

export interface DeadLetterRow {
  readonly id: string
  readonly executionId: string
  readonly workspaceId: string
  readonly workflowId: string
  readonly nodeId: string
  status: DeadLetterStatus
  errorCode: string
  errorMessage: string
  fingerprint: string
  /** How often the node failed for good. */
  failures: number
  /** Attempts of the last failure. */
  attempts: number
  readonly createdAt: number
  failedAt: number
  updatedAt: number
  /** Entries of its history, and so the number of the last one. */
  entries: number
  /** The batch that acted on it last; null when a single request did. */
  batchId: string | null
  /** The execution that took over from its own: it was retried on another version. */
  successorId: string | null
}

/** On whose behalf a letter was changed: somebody at the page, a caller of the REST API, or a program that embeds the engine. */
export type LetterActor = 'person' | 'api' | 'program'

export type LetterEntryKind = 'failed' | 'retried' | 'resolved' | 'discarded' | 'restored' | 'voided'

/** What happened to a dead letter, once. Written in the transaction of the change (rule 6.2) and never changed. */
export interface LetterEntryRow {
  readonly letterId: string
  /** From 1, without gaps. */
  readonly seq: number
  readonly at: number
  readonly kind: LetterEntryKind
  /** Null for what the engine found by itself. */
  readonly by: LetterActor | null
  readonly batchId: string | null
  /** Of a retry: the node got another input than the one it failed with. */
  readonly editedInput: boolean
  /** The version that was run or is run next. */
  readonly versionId: string
  /** Of a retry on another version: the execution that goes on in place of this one. */
  readonly successorId: string | null
  /** Of a failure. */
  readonly errorCode: string | null
  readonly errorMessage: string | null
  readonly attempts: number | null
}

export function isSettled(status: NodeRunStatus): boolean {
  return status === 'completed' || status === 'failed' || status === 'skipped' || status === 'cancelled'
}

export function isTerminal(status: ExecutionStatus): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled'
}
