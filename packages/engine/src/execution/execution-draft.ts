import type { ExecutionEvent } from '@spane/realtime'
import type { WorkflowGraph } from '@spane/workflow'
import { STALE_READY_MS } from './outbox-grace.ts'
import { absentNodeRun } from './pending-node-runs.ts'
import type {
  AttemptRow,
  ChildOf,
  DeadLetterRow,
  ExecutionRow,
  LetterEntryRow,
  LogLine,
  LogRow,
  NodeRunRow,
} from './state.ts'
import { isSettled, isTerminal } from './state.ts'

/** What a decision needs and the store has not loaded. Thrown; the store loads it and decides again. */
export class RowsNotLoaded extends Error {
  readonly request: {
    nodeIds?: string[]
    openNodes?: true
    letters?: true
    endedChildrenOf?: string
    runningOfKey?: true
  }
  constructor(request: RowsNotLoaded['request']) {
    super('Rows not loaded')
    this.name = 'RowsNotLoaded'
    this.request = request
  }
}

/** Rows of one execution, as a store loaded them. */
export interface LoadedRows {
  execution: ExecutionRow
  /** Node runs that are stored. */
  nodes: Map<string, NodeRunRow>
  /** Every stored node run is among `nodes`: any other node is pending. */
  allNodesLoaded: boolean
  /** Nodes without a stored run, which are pending, as far as the store has looked for them. */
  absent: Set<string>
  /** Undefined: not loaded. */
  letters?: Map<string, DeadLetterRow>
  /** Children that ended and were not counted yet, by node; the store has marked them as counted. */
  endedChildren: Map<string, { ended: number; failed: number }>
  /** Executions of the same workflow and concurrency key that were begun and have not ended, the oldest first. */
  runningOfKey?: readonly string[]
}

export type NewEvent = ExecutionEvent extends infer E ? (E extends unknown ? Omit<E, 'seq' | 'at'> : never) : never

/** An entry of a letter's history; what is not said is empty. */
export type NewLetterEntry = Pick<LetterEntryRow, 'kind'> & Partial<Omit<LetterEntryRow, 'letterId' | 'seq' | 'at'>>

/**
 * `dispatch`: put a ready node on the queue. `wake`: its time has come. `begin`: begin a created child at its entry.
 * `count`: a child has ended, its parent must count it. `timeout`: the deadline of the execution. `admit`: one of its
 * key may begin. `supersede`: it makes way for another one of its key.
 */
export type OutboxKind = 'dispatch' | 'wake' | 'begin' | 'count' | 'timeout' | 'admit' | 'supersede'

export type OutboxEntry =
  | { kind: Exclude<OutboxKind, 'begin'>; executionId: string; nodeId: string /** When it is due. */; at: number }
  /** `nodeId` is where the child begins; its id follows from what it is the child of. */
  | { kind: 'begin'; child: ChildOf; nodeId: string; at: number }

/** What a decision changed; a store writes it as it is. */
export interface ExecutionPatch {
  /** The rows that the decision was made on. */
  before: LoadedRows
  execution: ExecutionRow
  insertedNodes: NodeRunRow[]
  updatedNodes: NodeRunRow[]
  attempts: AttemptRow[]
  /** What ended starts wrote and had not handed to the store yet. */
  logs: LogRow[]
  /** Of the same moment; the last one has the number `execution.eventSeq`. */
  events: NewEvent[]
  /** When these events happened: the time of the decision. */
  at: number
  insertedLetters: DeadLetterRow[]
  updatedLetters: DeadLetterRow[]
  letterEntries: LetterEntryRow[]
  outbox: OutboxEntry[]
  /** The sweeper must look at this execution by then: a lease may run out, or a wake-up be lost. Null: no sooner than before. */
  checkBy: number | null
  /** Delete what the outbox still holds of this execution. */
  clearOutbox: boolean
  /** Running attempts must be aborted wherever they are. */
  cancelled: boolean
  /** What only executions with a key, a priority or a deadline change has changed. */
  flowChanged: boolean
}

/** The part of an execution's row that most executions never touch. */
const FLOW_COLUMNS = ['concurrencyKey', 'held', 'priority', 'deadlineAt', 'pausedAt', 'reason'] as const

/**
 * A working copy of an execution's rows, on which commands are applied one after the other. Keeps the counters in
 * step with the node statuses (invariant I7) and numbers the events (rule 10.1). Nothing leaves it but its patch,
 * so a decision that throws has changed nothing.
 */
export class ExecutionDraft {
  readonly execution: ExecutionRow
  readonly graph: WorkflowGraph
  readonly now: number
  private readonly loaded: LoadedRows
  private readonly nodes = new Map<string, NodeRunRow>()
  private readonly inserted = new Set<string>()
  private readonly attempts: AttemptRow[] = []
  private readonly logs: LogRow[] = []
  private readonly events: NewEvent[] = []
  /** Made when the first letter is changed: few drafts change any. */
  private changedLetters: { rows: Map<string, DeadLetterRow>; inserted: Set<string> } | undefined
  private readonly letterEntries: LetterEntryRow[] = []
  private readonly outbox = new Map<string, OutboxEntry>()
  private countedChildren: Set<string> | undefined
  private readied: string[] = []
  private checkAt: number | null = null
  private clearedOutbox = false
  private cancelled = false

  constructor(options: { loaded: LoadedRows; graph: WorkflowGraph; now: number }) {
    this.loaded = options.loaded
    this.execution = { ...options.loaded.execution }
    this.graph = options.graph
    this.now = options.now
  }

  /** Nodes may be claimed and queued: not paused, halted or over. */
  get dispatchable(): boolean {
    const { status, halted, held } = this.execution
    return !halted && !held && (status === 'queued' || status === 'running')
  }

  /** The row of a node, read-only: change it with {@link update} or {@link setStatus}. */
  node(nodeId: string): Readonly<NodeRunRow> | undefined {
    const draft = this.nodes.get(nodeId)
    if (draft) return draft
    const loaded = this.loaded.nodes.get(nodeId)
    if (loaded) return loaded
    if (!this.graph.nodes.has(nodeId)) return undefined
    const pending = this.pending(nodeId)
    if (pending) return pending
    throw new RowsNotLoaded({ nodeIds: [nodeId] })
  }

  /** Asks for all these rows at once, so that the store loads them in one go. */
  require(nodeIds: Iterable<string>): void {
    if (this.loaded.allNodesLoaded) return
    const { nodes, absent } = this.loaded
    const missing = [...nodeIds].filter((id) => !this.nodes.has(id) && !nodes.has(id) && !absent.has(id))
    if (missing.length > 0) throw new RowsNotLoaded({ nodeIds: missing })
  }

  /** All nodes that are not settled, in the order of the definition. */
  openNodes(): Readonly<NodeRunRow>[] {
    if (!this.loaded.allNodesLoaded) throw new RowsNotLoaded({ openNodes: true })
    const open: NodeRunRow[] = []
    for (const id of this.graph.nodes.keys()) {
      const row = this.node(id)
      if (row && !isSettled(row.status)) open.push(row)
    }
    return open
  }

  /** Writes a row that counts nowhere yet, as at the beginning. */
  insertNode(row: NodeRunRow): void {
    this.nodes.set(row.nodeId, row)
    this.inserted.add(row.nodeId)
    this.count(row.status, 1)
  }

  update(nodeId: string, change: Partial<Omit<NodeRunRow, 'nodeId' | 'status'>>): void {
    Object.assign(this.writable(nodeId), change)
  }

  setStatus(nodeId: string, status: NodeRunRow['status'], change: Partial<Omit<NodeRunRow, 'nodeId' | 'status'>> = {}) {
    const row = this.writable(nodeId)
    this.count(row.status, -1)
    row.status = status
    this.count(status, 1)
    Object.assign(row, change)
  }

  letter(nodeId: string): Readonly<DeadLetterRow> | undefined {
    const changed = this.changedLetters?.rows.get(nodeId)
    if (!this.loaded.letters && !changed) throw new RowsNotLoaded({ letters: true })
    return changed ?? this.loaded.letters?.get(nodeId)
  }

  allLetters(): Readonly<DeadLetterRow>[] {
    if (!this.loaded.letters) throw new RowsNotLoaded({ letters: true })
    return [...new Map([...this.loaded.letters, ...(this.changedLetters?.rows ?? [])]).values()]
  }

  insertLetter(letter: DeadLetterRow): void {
    this.writeLetter(letter)
    this.changedLetters?.inserted.add(letter.nodeId)
  }

  updateLetter(nodeId: string, change: Partial<DeadLetterRow>): void {
    const before = this.letter(nodeId)
    if (before) this.writeLetter({ ...before, ...change, updatedAt: this.now })
  }

  /** Writes what happened into the history of a letter, after the letter itself was changed. */
  recordLetter(nodeId: string, entry: NewLetterEntry): void {
    const letter = this.letter(nodeId)
    if (!letter) return
    const seq = letter.entries + 1
    this.writeLetter({ ...letter, entries: seq })
    this.letterEntries.push({
      by: null,
      batchId: null,
      editedInput: false,
      versionId: this.execution.versionId,
      successorId: null,
      errorCode: null,
      errorMessage: null,
      attempts: null,
      ...entry,
      letterId: letter.id,
      seq,
      at: this.now,
    })
  }

  recordAttempt(
    nodeId: string,
    outcome: AttemptRow['outcome'],
    more: { error?: string; logs?: readonly LogLine[] } = {},
  ): void {
    const row = this.writable(nodeId)
    this.attempts.push({
      nodeId,
      start: row.starts,
      attempt: row.attempt,
      outcome,
      workerId: row.workerId,
      readyAt: row.readyAt,
      startedAt: row.startedAt ?? this.now,
      endedAt: this.now,
      error: more.error ?? null,
    })
    this.recordLogs(nodeId, more.logs)
  }

  /** What the current start of a node logged and had not handed to the store yet. */
  recordLogs(nodeId: string, lines: readonly LogLine[] | undefined): void {
    if (lines === undefined || lines.length === 0) return
    const { starts } = this.writable(nodeId)
    for (const line of lines) this.logs.push({ ...line, nodeId, start: starts })
  }

  emit(event: NewEvent): void {
    this.execution.eventSeq += 1
    this.events.push(event)
  }

  /** Puts a ready node on its way to the queue, if it may be started now. */
  dispatch(nodeId: string): void {
    if (this.dispatchable) this.send(this.execution.id, nodeId, 'dispatch')
  }

  /** Begins child executions of a node, which were created before, at their entry. */
  beginChildren(nodeId: string, entryNodeId: string, from: number, to: number): void {
    for (let index = from; index < to; index++) {
      const child = { executionId: this.execution.id, nodeId, index }
      this.outbox.set(`begin\u0000${nodeId}\u0000${index}`, { kind: 'begin', child, nodeId: entryNodeId, at: this.now })
    }
  }

  /** Tells the parent of this execution that it has ended, or looks again for children of a node that did. */
  requestCount(executionId: string, nodeId: string): void {
    this.send(executionId, nodeId, 'count')
  }

  /** Children of a node that ended since they were counted last; asking marks them as counted. */
  takeEndedChildren(nodeId: string): { ended: number; failed: number } {
    const counts = this.loaded.endedChildren.get(nodeId)
    if (!counts) throw new RowsNotLoaded({ endedChildrenOf: nodeId })
    this.countedChildren ??= new Set()
    if (this.countedChildren.has(nodeId)) return { ended: 0, failed: 0 }
    this.countedChildren.add(nodeId)
    return counts
  }

  /** Has a node woken at a time, unless its timers are frozen (rule 3.6). */
  wakeAt(nodeId: string, at: number): void {
    if (!this.execution.halted && !isTerminal(this.execution.status)) this.send(this.execution.id, nodeId, 'wake', at)
  }

  /** Executions that run under this one's key, the oldest first. */
  runningOfKey(): readonly string[] {
    if (!this.loaded.runningOfKey) throw new RowsNotLoaded({ runningOfKey: true })
    return this.loaded.runningOfKey
  }

  /** Has the execution cancelled at its deadline. */
  requestTimeout(at: number): void {
    this.send(this.execution.id, '', 'timeout', at)
  }

  /** Has the next one of its key begin. */
  requestAdmission(): void {
    this.send(this.execution.id, '', 'admit')
  }

  /** Has another execution of the same key cancelled. */
  requestSupersede(executionId: string): void {
    this.send(executionId, '', 'supersede')
  }

  /** Nodes that the current command made ready, in the order of their edges. */
  takeReadied(): string[] {
    const readied = this.readied
    this.readied = []
    return readied
  }

  noteReadied(nodeId: string): void {
    this.readied.push(nodeId)
  }

  /** Takes back what this draft meant to queue. */
  withdrawDispatch(nodeId: string): void {
    this.outbox.delete(outboxKey('dispatch', this.execution.id, nodeId))
  }

  /** Counts this many nodes as open that have no row yet. */
  expectPending(nodes: number): void {
    this.execution.openCount += nodes
  }

  /** Has the sweeper look whether a wake-up of what is ready was lost. */
  watchReady(readyAt = this.now): void {
    this.checkAt = Math.min(this.checkAt ?? Number.POSITIVE_INFINITY, readyAt + STALE_READY_MS)
  }

  /** Ends everything that the outbox or a worker still holds of this execution. */
  revokeAll(): void {
    this.clearedOutbox = true
    this.cancelled = true
    this.outbox.clear()
  }

  /** Takes back what the outbox still holds of this execution, and keeps what this draft adds to it. */
  forgetStoredOutbox(): void {
    this.clearedOutbox = true
    this.outbox.delete(outboxKey('timeout', this.execution.id, ''))
  }

  toPatch(): ExecutionPatch {
    const before = this.loaded.execution
    this.execution.revision = before.revision + 1
    const insertedNodes: NodeRunRow[] = []
    const updatedNodes: NodeRunRow[] = []
    for (const row of this.nodes.values()) (this.inserted.has(row.nodeId) ? insertedNodes : updatedNodes).push(row)
    const letters = this.changedLetters
    const lettersThat = (inserted: boolean) =>
      letters ? [...letters.rows.values()].filter(({ nodeId }) => letters.inserted.has(nodeId) === inserted) : []
    return {
      before: this.loaded,
      execution: this.execution,
      insertedNodes,
      updatedNodes,
      attempts: this.attempts,
      logs: this.logs,
      events: this.events,
      at: this.now,
      insertedLetters: lettersThat(true),
      updatedLetters: lettersThat(false),
      letterEntries: this.letterEntries,
      outbox: [...this.outbox.values()],
      checkBy: this.checkBy(),
      clearOutbox: this.clearedOutbox,
      cancelled: this.cancelled,
      flowChanged: FLOW_COLUMNS.some((name) => this.execution[name] !== before[name]),
    }
  }

  private writeLetter(letter: DeadLetterRow): void {
    this.changedLetters ??= { rows: new Map(), inserted: new Set() }
    this.changedLetters.rows.set(letter.nodeId, letter)
  }

  private send(executionId: string, nodeId: string, kind: Exclude<OutboxKind, 'begin'>, at = this.now): void {
    this.outbox.set(outboxKey(kind, executionId, nodeId), { kind, executionId, nodeId, at })
  }

  private writable(nodeId: string): NodeRunRow {
    const draft = this.nodes.get(nodeId)
    if (draft) return draft
    const loaded = this.loaded.nodes.get(nodeId)
    const copy = loaded ? { ...loaded } : this.pending(nodeId)
    if (!copy) throw new RowsNotLoaded({ nodeIds: [nodeId] })
    this.nodes.set(nodeId, copy)
    if (!loaded) this.inserted.add(nodeId)
    return copy
  }

  /** A node that has no row yet; undefined when that is not known. */
  private pending(nodeId: string): NodeRunRow | undefined {
    const { allNodesLoaded, absent } = this.loaded
    if (!allNodesLoaded && !absent.has(nodeId)) return undefined
    return absentNodeRun(this.graph, this.execution.entryNodeId, nodeId)
  }

  /** Leases begin to run, and wake-ups can be lost, with what this draft has touched. */
  private checkBy(): number | null {
    // Found by its status as long as no node of it has started.
    if (this.execution.status === 'queued' || isTerminal(this.execution.status)) return null
    for (const row of this.nodes.values()) {
      if (row.status === 'ready' && this.dispatchable) this.watchReady(row.readyAt ?? this.now)
      if (row.status === 'running' && row.leaseUntil !== null)
        this.checkAt = Math.min(this.checkAt ?? Number.POSITIVE_INFINITY, row.leaseUntil)
    }
    return this.checkAt
  }

  private count(status: NodeRunRow['status'], by: 1 | -1): void {
    if (isSettled(status)) return
    this.execution.openCount += by
    if (status !== 'pending') this.execution.activeCount += by
    if (status === 'running') this.execution.runningCount += by
  }
}

function outboxKey(kind: OutboxKind, executionId: string, nodeId: string): string {
  return `${kind}\u0000${executionId}\u0000${nodeId}`
}
