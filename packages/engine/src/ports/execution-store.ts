import type { ExecutionResult } from '@spane/node-sdk'
import type { ExecutionEvent, ExecutionOrigin, ExecutionStatus } from '@spane/realtime'
import type { Workflow } from '@spane/workflow'
import type { ClaimedNode, Command, LetterOrigin, Outcome } from '../execution/command.ts'
import type { EndedExecution } from '../execution/ended-execution.ts'
import type { OutboxKind } from '../execution/execution-draft.ts'
import type { FreedSlot } from '../execution/limit-slot.ts'
import type { NodeInput } from '../execution/node-input.ts'
import type { StartPlan } from '../execution/start-plan.ts'
import type { AttemptRow, CancelReason, ChildOf, DeadLetterRow, ExecutionRow, NodeRunRow } from '../execution/state.ts'
import type { DeadLetterFilter, DeadLetterStore } from './dead-letter-store.ts'
import type { LogBatch, LogPage, LogQuery } from './node-logs.ts'

export type { InputSource, NodeInput } from '../execution/node-input.ts'

/** The workspace of embedders, who have no other. */
export const DEFAULT_WORKSPACE = 'local'

export interface WorkflowVersion {
  id: string
  workspaceId: string
  workflowId: string
  number: number
  workflow: Workflow
}

export interface StartRequest {
  /** A UUID, chosen by the caller. */
  executionId: string
  versionId: string
  /** Where it begins; absent: it is created and waits for `begin`. */
  entryNodeId?: string
  /** JSON text. */
  input: string
  /** A second start of the same workflow with this key returns the first execution (rule 9.5). */
  idempotencyKey?: string
  /** What set it off. */
  origin?: ExecutionOrigin
  /** What the tracer wants to remember of it. */
  trace?: string
  /** Where it begins other than at its entry, and what it takes as given (rule 8.3). */
  plan?: StartPlan
  /** The dead letter that it resolves, in the same transaction: when that is refused, nothing is started. */
  supersedes?: { executionId: string; nodeId: string; editedInput: boolean; origin: LetterOrigin }
  /** The node whose child it is: its id is then `childExecutionId`, and starting it again changes nothing. */
  parent?: ChildOf & { depth: number }
  /** With whom it counts (see the workflow's `concurrency`); absent: it is not counted. */
  concurrencyKey?: string
  /** In place of the workflow's. */
  priority?: number
}

export interface StartOutcome {
  executionId: string
  /** False when the idempotency key named an execution that exists. */
  created: boolean
}

export interface CommandRequest {
  executionId: string
  command: Command
}

/** A row of the outbox that still has to reach the queue. */
export interface Dispatch {
  outboxId: string
  executionId: string
  nodeId: string
  /** 0 goes first. */
  priority: number
}

/**
 * An outbox row that asks for a command on another execution: to begin a child, to count one that ended, to begin what
 * waits for its turn, or to make way for another.
 */
export interface FollowUp extends Omit<Dispatch, 'priority'> {
  kind: 'begin' | 'count' | 'admit' | 'supersede'
}

/** A row of the outbox as a relay takes it. */
export interface OutboxRow extends Dispatch {
  kind: OutboxKind
}

/** What a transaction leaves to be done after its commit. */
export interface Effects {
  /** To put on the queue, and then to delete from the outbox. */
  dispatches: Dispatch[]
  /** To carry out, and then to delete from the outbox. */
  followUps: FollowUp[]
  /** Earliest time (ms, store's clock, and as a delay from now) at which a wake-up is due. */
  nextWakeInMs?: number
  /** Times that rate limits kept for nodes that will not come. */
  freedSlots?: FreedSlot[]
  /** Executions with new events, to be announced on the bus. */
  changed: {
    executionId: string
    workspaceId: string
    seq: number
    status: ExecutionStatus
    /** Present when it has just ended. */
    ended?: EndedExecution
  }[]
}

export type StoreOutcome = Outcome | { ok: false; code: 'STORE_ERROR'; error: Error }

export interface NodeInputRequest {
  executionId: string
  nodeId: string
  claimed?: ClaimedNode
}

/** A child execution as its parent collects it. */
export interface ChildRow {
  execution: ExecutionRow
  index: number
  /** JSON texts by node id. */
  outputs: Record<string, string>
  error: { code: string; message: string } | null
}

export interface Hold {
  executionId: string
  nodeId: string
  token: number
}

/** What only the sweeper can set going again. */
export interface Neglected {
  /** Starts whose lease has run out (rule 9.1). */
  expired: Hold[]
  /** Nodes whose wake-up seems to be lost (rule 9.3). */
  ready: { executionId: string; nodeId: string }[]
}

export interface WorkerRow {
  id: string
  host: string
  pid: number
  concurrency: number
  startedAt: number
  heartbeatAt: number
  stopping: boolean
}

/**
 * The transactional store: the truth of every execution (rules 2.3, 9 and 11.2). All decisions are made by the
 * pure functions of `execution/`; a store locks, loads, calls them and writes what they say in one transaction.
 */
export interface ExecutionStore {
  /** Stores a definition: the same content is the same version. `publish` makes it the one that starts use. */
  saveVersion(request: { workspaceId: string; workflow: Workflow; publish: boolean }): Promise<WorkflowVersion>
  getVersion(versionId: string): Promise<WorkflowVersion | undefined>
  getPublishedVersion(workspaceId: string, workflowId: string): Promise<WorkflowVersion | undefined>

  /**
   * @throws EngineError EXECUTION_NOT_FOUND when an execution whose results a plan reuses is gone; nothing is started then
   */
  start(batch: StartRequest[]): Promise<{ outcomes: StartOutcome[]; effects: Effects }>
  /**
   * Keeps what child executions are to be created of: each is created when its parent begins it, in the transaction that
   * says so, so that one that is never begun never exists. Staged before: nothing changes. Returns how many are new.
   */
  stageChildren(batch: StartRequest[]): Promise<number>
  /** One outcome a command, in order. A command that fails on its own never fails the others. */
  apply(batch: CommandRequest[]): Promise<{ outcomes: StoreOutcome[]; effects: Effects }>
  /** What a node needs to run; undefined when it does not exist. Who has just claimed it hands in what the claim said. */
  readNodeInputs(batch: NodeInputRequest[]): Promise<(NodeInput | undefined)[]>

  /** Prolongs leases and returns those that are no longer held (cancelled, taken over, settled). */
  renewLeases(holds: Hold[], leaseMs: number): Promise<Hold[]>
  /** What lost workers run, and nodes that may be started and have been ready for longer than `readyForMs`; found within seconds. */
  findNeglected(request: { readyForMs: number; limit: number }): Promise<Neglected>

  /** Of each concurrency key under which executions wait for their turn and none runs, one that waits. */
  findStuckHeld(limit: number): Promise<string[]>

  /** Nodes of a workspace that wait for a circuit, and that go on when they are woken; `limit` at most. */
  findWaitingForCircuit(request: {
    workspaceId: string
    circuitId: string
    limit: number
  }): Promise<{ executionId: string; nodeId: string }[]>

  /** Takes outbox rows that are due, hidden from other relays for `hideMs`. */
  takeOutbox(limit: number, hideMs: number): Promise<OutboxRow[]>
  deleteOutbox(outboxIds: string[]): Promise<void>

  heartbeat(worker: Omit<WorkerRow, 'heartbeatAt' | 'startedAt'>): Promise<void>
  removeWorker(workerId: string): Promise<void>
  /** Workers whose heartbeat is younger than `maxAgeMs`. */
  listWorkers(maxAgeMs: number): Promise<WorkerRow[]>

  readExecution(executionId: string): Promise<ExecutionRow | undefined>
  /** Those of these executions that exist. */
  readExecutions(executionIds: string[]): Promise<ExecutionRow[]>
  readExecutionInput(executionId: string): Promise<string | undefined>
  /** Children of a node by their index, with the outputs of the nodes that have none below them. */
  readChildren(
    parent: { executionId: string; nodeId: string },
    range: { from: number; limit: number },
  ): Promise<ChildRow[]>
  /** The executions above this one, its parent first. */
  readAncestors(executionId: string): Promise<ExecutionRow[]>
  /** All node runs of an execution. */
  readNodeRuns(executionId: string): Promise<NodeRunRow[]>
  readAttempts(executionId: string, nodeId: string): Promise<AttemptRow[]>
  readEdgeOutcomes(executionId: string): Promise<Record<string, 'delivered' | 'dead'>>
  /** JSON text of the outputs that exist, by node id. */
  readOutputs(executionId: string, nodeIds: string[]): Promise<Record<string, string>>
  readEvents(executionId: string, after: number, limit: number): Promise<ExecutionEvent[]>

  /** Keeps lines of starts that still hold their node; lines of others, and lines that it has, are left out. */
  appendLogs(batch: readonly LogBatch[]): Promise<void>
  /** A page of what the nodes of an execution logged. Looks at no more than `LOG_SEARCH_DEPTH` lines. */
  readLogs(query: LogQuery): Promise<LogPage>

  /** The newest failure first. */
  listDeadLetters(filter: DeadLetterFilter): Promise<DeadLetterRow[]>
  readDeadLetter(id: string): Promise<DeadLetterRow | undefined>
  readonly letters: DeadLetterStore

  /** Rejects when the store cannot be reached. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** What `getExecution` gives embedders. */
export interface ExecutionRecord {
  executionId: string
  workflowId: string
  status: ExecutionStatus
  /** Why it was cancelled. */
  reason?: CancelReason
  /** It waits until others under this concurrency key have ended. */
  heldKey?: string
  nodeResults: Record<
    string,
    {
      status: NodeRunRow['status']
      success: boolean
      data?: unknown
      error?: { code: string; message: string }
      attempts: number
    }
  >
}

/** The store as embedders know it: the transactional interface and four simple methods over it (rule 11.2). */
export interface IExecutionStateStore extends ExecutionStore {
  /** Creates an execution of the published version that waits to be begun; returns its id. */
  createExecution(workflowId: string, initialData?: unknown): Promise<string>
  getExecution(executionId: string): Promise<ExecutionRecord | undefined>
  /** Records the result of a node that is ready or running. False when it no longer applies. */
  updateNodeResult(executionId: string, nodeId: string, result: ExecutionResult): Promise<boolean>
  /** `paused`, `running` (resume) or `cancelled`. False when the transition does not apply. */
  setExecutionStatus(executionId: string, status: ExecutionStatus): Promise<boolean>
}
