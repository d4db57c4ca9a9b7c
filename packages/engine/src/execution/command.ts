import type { StartPlan } from './start-plan.ts'
import type { CancelReason, ExecutionRow, LetterActor, LimitWait, LogLine, NodeRunRow, RecordedError } from './state.ts'

/** Who has a dead letter changed, for its history. */
export interface LetterOrigin {
  by: LetterActor
  /** The batch of which the change is a part. */
  batchId?: string
}

/** Who starts a node, and for how long it may be silent. */
export interface Claim {
  workerId: string
  leaseMs: number
  /** The worker's; the engine's own when absent. */
  defaults?: NodeDefaults
}

/** With whom an execution counts, and before whom it goes; the workflow's settings say the rest. */
export interface Admission {
  /** The value of the workflow's concurrency key; absent when the execution is not counted. */
  concurrencyKey?: string
  /** In place of the workflow's. */
  priority?: number
  /** Begins whoever runs, and is counted from then on: it takes up what was let in before (rule 6.6). */
  atOnce?: boolean
}

/** Everything that can happen to a begun execution. A store applies it in one transaction (rule 2.3). */
export type Command =
  /** Begins a created execution at a node, with another input than it was created with when one is given (JSON text). */
  | ({ type: 'begin'; entryNodeId: string; input?: string; plan?: StartPlan } & Admission)
  /** A worker asks to start a ready node. */
  | ({ type: 'claim'; nodeId: string } & Claim)
  | {
      type: 'complete'
      nodeId: string
      token: number
      /** JSON text. */
      output: string
      ports: string[]
      outputPerPort: boolean
      /** Ids of the outgoing edges that carry the output; all others are dead. */
      delivered: string[]
      /** How long the lists are that it emitted, by port; absent when it emitted none. */
      items?: Record<string, number>
      logs?: readonly LogLine[]
      /**
       * Have the same worker start a node that this result made ready, in the same transaction; when there is none, the
       * ready node `orElse`.
       */
      claimNext?: Claim & { orElse?: string }
    }
  | {
      type: 'fail'
      nodeId: string
      token: number
      error: RecordedError
      outcome: 'failed' | 'timeout'
      /** No further attempt can mend it. */
      unrecoverable: boolean
      /** A rate limit: try again after this many ms and spend no attempt. */
      retryAfter?: number
      /** 0 … 1, spreads the backoff. */
      jitter: number
      /** The id for a dead letter, if one has to be made. */
      deadLetterId: string
      logs?: readonly LogLine[]
      defaults?: NodeDefaults
      /** The failure is a child's, whose dead letter is the only one (rule 6.4). */
      ofChild?: boolean
    }
  /** The start may not go on yet: the node is tried again after this many ms, and no attempt is spent. */
  | {
      type: 'limit'
      nodeId: string
      token: number
      delay: number
      of: LimitWait['of']
      name: string
      /** Ids of the rate limits that keep a slot for it, or of the circuit. */
      limits: string[]
      deadLetterId: string
    }
  /** The node waits until a time and is started again then. */
  | { type: 'wait'; nodeId: string; token: number; until: number; logs?: readonly LogLine[] }
  /** The node waits for its child executions, which were created before (rules 8.1 and 8.2). */
  | {
      type: 'waitForChildren'
      nodeId: string
      token: number
      total: number
      concurrency: number
      stopOnFailure: boolean
      entryNodeId: string
      logs?: readonly LogLine[]
    }
  /** Children of the node have ended: count them, begin the next ones, or wake the node. */
  | { type: 'countChildren'; nodeId: string }
  /** A child whose end was counted as a failure goes on: its dead letter is retried (rule 6.4). */
  | { type: 'reopenForChild'; nodeId: string; counted: boolean }
  /** The node waits for a signal, at most until a time. */
  | {
      type: 'waitForSignal'
      nodeId: string
      token: number
      until?: number
      remindAfterMs?: number
      logs?: readonly LogLine[]
    }
  /** What the node waits for has come. `payload` is JSON text; `opened` names the wait that it is meant for. */
  | { type: 'signal'; nodeId: string; payload: string; opened?: number }
  /** The time of a waiting or retrying node has come, or this circuit, for which it waits, was closed by hand. */
  | { type: 'wake'; nodeId: string; closedCircuit?: string }
  /** A worker that shuts down hands a node back. */
  | { type: 'release'; nodeId: string; token: number; logs?: readonly LogLine[] }
  /** The lease of a start ran out. `leaseMs` is how long it was, so that events can tell since when its worker is silent. */
  | { type: 'expire'; nodeId: string; token: number; deadLetterId: string; leaseMs?: number }
  /**
   * Queue a ready node again, with an edited input when one is given (JSON text). `overdue`: it waited so long behind
   * others that its execution goes first from now on.
   */
  | { type: 'redispatch'; nodeId: string; input?: string; overdue?: boolean }
  | { type: 'pause' }
  | { type: 'resume' }
  /** With the reason `timeout` only when its deadline has passed. */
  | { type: 'cancel'; reason?: Exclude<CancelReason, 'skipped'> }
  /** An execution with this one's key has ended: begin those that wait, as many as may run, the oldest first. */
  | { type: 'admitNext' }
  /** Have a held execution begin, if there is room. */
  | { type: 'admit' }
  /** `together`: nodes whose open letters are retried in the same transaction, with the same input (rule 6.3). */
  | { type: 'retryDeadLetter'; nodeId: string; input?: string; origin?: LetterOrigin; together?: readonly string[] }
  /** Another execution goes on in place of this one, from the failed node on: it was started in the same transaction. */
  | {
      type: 'supersedeDeadLetter'
      nodeId: string
      successorId: string
      versionId: string
      editedInput: boolean
      origin?: LetterOrigin
    }
  | { type: 'discardDeadLetter'; nodeId: string; origin?: LetterOrigin }
  | { type: 'restoreDeadLetter'; nodeId: string; origin?: LetterOrigin }

/** Why a command changed nothing. */
export type Refusal =
  | 'EXECUTION_NOT_FOUND'
  | 'EXECUTION_ENDED'
  | 'EXECUTION_CANCELLED'
  | 'EXECUTION_NOT_BEGUN'
  | 'EXECUTION_ALREADY_BEGUN'
  | 'EXECUTION_PAUSED'
  | 'EXECUTION_NOT_PAUSED'
  | 'EXECUTION_HALTED'
  /** It waits for others of its key, or was asked to begin although it does not wait. */
  | 'EXECUTION_HELD'
  | 'EXECUTION_NOT_HELD'
  | 'NODE_NOT_FOUND'
  | 'NODE_NOT_READY'
  | 'CONCURRENCY_LIMIT'
  /** The start was superseded: a newer token, a cancel, or a result that is there already. */
  | 'STALE_TOKEN'
  | 'LEASE_NOT_EXPIRED'
  | 'NOT_DUE'
  | 'NOT_WAITING'
  | 'DEAD_LETTER_NOT_FOUND'
  | 'CHILDREN_RAN'
  | 'DEAD_LETTER_NOT_OPEN'
  | 'DEAD_LETTER_NOT_DISCARDED'
  | 'DEAD_LETTER_OF_CHILD'

/** A node that was started: all that its worker needs to know of the two rows. */
export interface ClaimedNode {
  execution: Readonly<ExecutionRow>
  node: Readonly<NodeRunRow>
}

/**
 * What a store answers to one command. `claimed` comes with a claim, and with a result that asked for the next node;
 * `refused` with a retry of several letters, by the nodes whose letters were left as they are.
 */
export type Outcome =
  | { ok: true; claimed?: ClaimedNode; refused?: Readonly<Record<string, Refusal>> }
  | { ok: false; code: Refusal }

/** Backoff, attempts and timeout of nodes that do not set their own (rule 5.2). */
export interface NodeDefaults {
  retries: number
  backoff: { type: 'fixed' | 'exponential'; delay: number; maxDelay: number }
  timeout: number
}

/** Executions below one another, the first included (rule 8.1). */
export const MAX_DEPTH = 10
/** Starts that may be lost before a node fails with `WORKER_LOST` (rule 5.4). */
export const MAX_LOST_STARTS = 5
/** How long a node may be put off by rate limits without spending an attempt (rule 5.2). */
export const MAX_RATE_LIMITED_MS = 24 * 60 * 60 * 1_000
