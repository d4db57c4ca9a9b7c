import { randomUUID } from 'node:crypto'
import type { ExecutionEvent } from '@spane/realtime'
import { canonicalContent, compileGraph, type Workflow, type WorkflowGraph } from '@spane/workflow'
import { EngineError } from '../engine-error.ts'
import { attemptsOf } from '../execution/attempts.ts'
import type { Command, Outcome } from '../execution/command.ts'
import { decideCommands, isEmptyPatch, numberEvents } from '../execution/decide-commands.ts'
import { edgeOutcome, edgeOutcomes } from '../execution/edge-outcomes.ts'
import { describeEnd } from '../execution/ended-execution.ts'
import { type ExecutionPatch, type LoadedRows, type OutboxKind, RowsNotLoaded } from '../execution/execution-draft.ts'
import { slotsFreedBy, waitsForCircuit } from '../execution/limit-slot.ts'
import { DISPATCH_GRACE_MS } from '../execution/outbox-grace.ts'
import { absentNodeRun, allNodeRuns } from '../execution/pending-node-runs.ts'
import { retryUpwards } from '../execution/retry-upwards.ts'
import {
  type AttemptRow,
  type DeadLetterRow,
  type ExecutionRow,
  isTerminal,
  type NodeRunRow,
} from '../execution/state.ts'
import { supersedeCommand } from '../execution/supersede-command.ts'
import { childExecutionId, outboxExecutionId } from '../ports/child-execution-id.ts'
import type { DeadLetterFilter } from '../ports/dead-letter-store.ts'
import {
  type ChildRow,
  type CommandRequest,
  DEFAULT_WORKSPACE,
  type Effects,
  type ExecutionStore,
  type Hold,
  type IExecutionStateStore,
  type Neglected,
  type NodeInput,
  type NodeInputRequest,
  type StartRequest,
  type StoreOutcome,
  type WorkerRow,
  type WorkflowVersion,
} from '../ports/execution-store.ts'
import type { LogBatch, LogPage, LogQuery } from '../ports/node-logs.ts'
import { simpleMethods } from '../ports/simple-methods.ts'
import { refusalToError } from '../refusal-to-error.ts'
import { InMemoryLetters } from './in-memory-letters.ts'
import { MemoryLog } from './node-logs.ts'

interface StoredExecution {
  row: ExecutionRow
  input: string
  nodes: Map<string, NodeRunRow>
  attempts: AttemptRow[]
  logs: MemoryLog
  events: ExecutionEvent[]
  letters: Map<string, DeadLetterRow>
}

interface StoredOutboxRow {
  id: string
  executionId: string
  nodeId: string
  kind: OutboxKind
  availableAt: number
}

interface StoredVersion extends WorkflowVersion {
  content: string
  graph: WorkflowGraph
}

export interface InMemoryExecutionStoreOptions {
  workspaceId?: string
  /** Milliseconds since the epoch; `Date.now` when absent. */
  clock?: () => number
}

/**
 * The store for tests and for programs that need no durability: everything ends with the process. One process only;
 * with Redis it takes a queue prefix of its own, because jobs of another process would name executions it does not have.
 */
export class InMemoryExecutionStore implements ExecutionStore {
  private readonly workspaceId: string
  private readonly clock: () => number
  private readonly versions = new Map<string, StoredVersion>()
  private readonly versionsByWorkflow = new Map<string, StoredVersion[]>()
  private readonly published = new Map<string, string>()
  private readonly executions = new Map<string, StoredExecution>()
  private readonly staged = new Map<string, StartRequest>()
  private readonly idempotencyKeys = new Map<string, string>()
  private readonly outbox = new Map<string, StoredOutboxRow>()
  readonly letters = new InMemoryLetters({
    clock: () => this.clock(),
    execution: (id) => this.executions.get(id),
  })
  private readonly workers = new Map<string, WorkerRow>()
  /** Executions that have a concurrency key and have not ended, in the order in which they began. */
  private readonly openByKey = new Map<string, Set<string>>()
  private lastOutboxId = 0

  readonly createExecution: IExecutionStateStore['createExecution']
  readonly getExecution: IExecutionStateStore['getExecution']
  readonly updateNodeResult: IExecutionStateStore['updateNodeResult']
  readonly setExecutionStatus: IExecutionStateStore['setExecutionStatus']

  constructor(options: InMemoryExecutionStoreOptions = {}) {
    this.workspaceId = options.workspaceId ?? DEFAULT_WORKSPACE
    this.clock = options.clock ?? Date.now
    const simple = simpleMethods(this, this.workspaceId)
    this.createExecution = simple.createExecution
    this.getExecution = simple.getExecution
    this.updateNodeResult = simple.updateNodeResult
    this.setExecutionStatus = simple.setExecutionStatus
  }

  async saveVersion(request: { workspaceId: string; workflow: Workflow; publish: boolean }): Promise<WorkflowVersion> {
    const key = workflowKey(request.workspaceId, request.workflow.id)
    const known = this.versionsByWorkflow.get(key) ?? []
    const content = canonicalContent(request.workflow)
    let version = known.find((candidate) => candidate.content === content)
    if (!version) {
      const workflow = structuredClone(request.workflow)
      version = {
        id: randomUUID(),
        workspaceId: request.workspaceId,
        workflowId: workflow.id,
        number: known.length + 1,
        workflow,
        content,
        graph: compileGraph(workflow),
      }
      this.versions.set(version.id, version)
      this.versionsByWorkflow.set(key, [...known, version])
    }
    if (request.publish) this.published.set(key, version.id)
    return version
  }

  async getVersion(versionId: string): Promise<WorkflowVersion | undefined> {
    return this.versions.get(versionId)
  }

  async getPublishedVersion(workspaceId: string, workflowId: string): Promise<WorkflowVersion | undefined> {
    const id = this.published.get(workflowKey(workspaceId, workflowId))
    return id === undefined ? undefined : this.versions.get(id)
  }

  async start(batch: StartRequest[]) {
    const effects = noEffects()
    const outcomes = batch.map((request) => {
      const version = this.version(request.versionId)
      const key =
        request.idempotencyKey &&
        `${workflowKey(version.workspaceId, version.workflowId)}\u0000${request.idempotencyKey}`
      const existing = key ? this.idempotencyKeys.get(key) : this.knownChild(request)
      if (existing) return { executionId: existing, created: false }
      const parent = request.parent && this.executions.get(request.parent.executionId)
      if (request.parent && (!parent || isTerminal(parent.row.status))) throw parentEnded(request)
      const sources = copySourcesOf(request)
      const missing = sources.find((id) => !this.executions.has(id))
      if (missing !== undefined) throw sourceGone(missing)
      this.supersede(request, effects)
      if (key) this.idempotencyKeys.set(key, request.executionId)
      this.create(request, version)
      if (request.entryNodeId !== undefined) {
        this.applyTo(request.executionId, [beginCommand(request, request.entryNodeId)], effects)
        this.copyOutputs(request)
      }
      return { executionId: request.executionId, created: true }
    })
    return { outcomes, effects }
  }

  async stageChildren(batch: StartRequest[]): Promise<number> {
    const fresh = batch.filter(({ executionId }) => !this.executions.has(executionId) && !this.staged.has(executionId))
    for (const request of fresh) this.staged.set(request.executionId, request)
    return fresh.length
  }

  async apply(batch: CommandRequest[]) {
    const effects = noEffects()
    const outcomes: StoreOutcome[] = batch.map(({ executionId, command }) => {
      try {
        return this.applyWithRelatives(executionId, command, effects)
      } catch (error) {
        return { ok: false, code: 'STORE_ERROR', error: error as Error }
      }
    })
    return { outcomes, effects }
  }

  async readNodeInputs(batch: NodeInputRequest[]): Promise<(NodeInput | undefined)[]> {
    return batch.map(({ executionId, nodeId }) => {
      const stored = this.executions.get(executionId)
      if (!stored) return undefined
      const { graph } = this.version(stored.row.versionId)
      const node = stored.nodes.get(nodeId) ?? absentNodeRun(graph, stored.row.entryNodeId, nodeId)
      if (!node) return undefined
      const incoming = graph.incoming.get(nodeId) ?? []
      const parents = new Set(incoming.map((edge) => edge.source))
      return {
        execution: { ...stored.row },
        node: { ...node },
        executionInput: stored.row.entryNodeId === nodeId ? stored.input : null,
        deliveredEdges: incoming
          .filter((edge) => edgeOutcome(edge, stored.nodes.get(edge.source)) === 'delivered')
          .map((edge) => edge.id),
        sources: [...parents].flatMap((id) => {
          const row = stored.nodes.get(id)
          if (!row) return []
          const { status, output, outputPerPort, error } = row
          return [{ nodeId: id, status, output, outputPerPort, error }]
        }),
      }
    })
  }

  async renewLeases(holds: Hold[], leaseMs: number): Promise<Hold[]> {
    return holds.filter((hold) => {
      const node = this.executions.get(hold.executionId)?.nodes.get(hold.nodeId)
      if (node?.status !== 'running' || node.starts !== hold.token) return true
      node.leaseUntil = this.clock() + leaseMs
      return false
    })
  }

  async findNeglected({ readyForMs, limit }: { readyForMs: number; limit: number }): Promise<Neglected> {
    const now = this.clock()
    const found: Neglected = { expired: [], ready: [] }
    for (const { row, nodes } of this.executions.values()) {
      if (isTerminal(row.status)) continue
      const startable = !row.halted && !row.held && row.status !== 'paused'
      for (const { nodeId, status, starts, leaseUntil, readyAt } of nodes.values()) {
        if (status === 'running' && (leaseUntil ?? 0) <= now && found.expired.length < limit)
          found.expired.push({ executionId: row.id, nodeId, token: starts })
        if (status === 'ready' && startable && (readyAt ?? 0) <= now - readyForMs && found.ready.length < limit)
          found.ready.push({ executionId: row.id, nodeId })
      }
    }
    return found
  }

  async findStuckHeld(limit: number): Promise<string[]> {
    const stuck: string[] = []
    for (const ids of this.openByKey.values()) {
      const rows = [...ids].flatMap((id) => this.executions.get(id)?.row ?? [])
      const waiting = rows.find((row) => row.held && row.status === 'queued')
      if (waiting && rows.every((row) => row.held)) stuck.push(waiting.id)
      if (stuck.length === limit) break
    }
    return stuck
  }

  async findWaitingForCircuit({
    workspaceId,
    circuitId,
    limit,
  }: Parameters<ExecutionStore['findWaitingForCircuit']>[0]) {
    const ours = [...this.executions.values()].filter(({ row }) => row.workspaceId === workspaceId)
    const waiting = ours.flatMap(({ row, nodes }) =>
      row.halted || isTerminal(row.status)
        ? []
        : [...nodes.values()]
            .filter(({ status, wait }) => status === 'retrying' && waitsForCircuit(wait, circuitId))
            .map(({ nodeId }) => ({ executionId: row.id, nodeId })),
    )
    return waiting.slice(0, limit)
  }

  async takeOutbox(limit: number, hideMs: number) {
    const now = this.clock()
    const due = [...this.outbox.values()].filter((row) => row.availableAt <= now).slice(0, limit)
    for (const row of due) row.availableAt = now + hideMs
    return due.map(({ id, executionId, nodeId, kind }) => {
      const priority = this.executions.get(executionId)?.row.priority ?? 0
      return { outboxId: id, executionId, nodeId, kind, priority }
    })
  }

  async deleteOutbox(outboxIds: string[]): Promise<void> {
    for (const id of outboxIds) this.outbox.delete(id)
  }

  async heartbeat(worker: Omit<WorkerRow, 'heartbeatAt' | 'startedAt'>): Promise<void> {
    const now = this.clock()
    this.workers.set(worker.id, {
      ...worker,
      startedAt: this.workers.get(worker.id)?.startedAt ?? now,
      heartbeatAt: now,
    })
  }

  async removeWorker(workerId: string): Promise<void> {
    this.workers.delete(workerId)
  }

  async listWorkers(maxAgeMs: number): Promise<WorkerRow[]> {
    const oldest = this.clock() - maxAgeMs
    return [...this.workers.values()].filter((worker) => worker.heartbeatAt >= oldest)
  }

  async readExecution(executionId: string): Promise<ExecutionRow | undefined> {
    const row = this.executions.get(executionId)?.row
    return row && { ...row }
  }

  async readExecutions(executionIds: string[]): Promise<ExecutionRow[]> {
    return executionIds.flatMap((id) => {
      const row = this.executions.get(id)?.row
      return row ? [{ ...row }] : []
    })
  }

  async readExecutionInput(executionId: string): Promise<string | undefined> {
    return this.executions.get(executionId)?.input
  }

  async readChildren(
    parent: { executionId: string; nodeId: string },
    range: { from: number; limit: number },
  ): Promise<ChildRow[]> {
    const rows: ChildRow[] = []
    for (let index = range.from; index < range.from + range.limit; index++) {
      const stored = this.executions.get(childExecutionId({ ...parent, index }))
      if (!stored) continue
      const { graph } = this.version(stored.row.versionId)
      const last = [...stored.nodes.values()].filter((node) => graph.outgoing.get(node.nodeId)?.length === 0)
      const outputs = last.flatMap((node) => (node.output === null ? [] : [[node.nodeId, node.output] as const]))
      const letter = [...stored.letters.values()][0]
      const error = letter ? { code: letter.errorCode, message: letter.errorMessage } : null
      rows.push({ execution: { ...stored.row }, index, outputs: Object.fromEntries(outputs), error })
    }
    return rows
  }

  async readAncestors(executionId: string): Promise<ExecutionRow[]> {
    const row = this.executions.get(executionId)?.row
    return row ? this.ancestors(row) : []
  }

  async readNodeRuns(executionId: string): Promise<NodeRunRow[]> {
    const stored = this.executions.get(executionId)
    if (!stored) return []
    const { graph } = this.version(stored.row.versionId)
    return allNodeRuns(graph, stored.row.entryNodeId, stored.nodes).map((row) => ({ ...row }))
  }

  async readAttempts(executionId: string, nodeId: string): Promise<AttemptRow[]> {
    const stored = this.executions.get(executionId)
    if (!stored) return []
    return attemptsOf(
      stored.nodes.get(nodeId),
      stored.attempts.filter((attempt) => attempt.nodeId === nodeId),
    )
  }

  async appendLogs(batch: readonly LogBatch[]): Promise<void> {
    for (const { executionId, nodeId, token, lines } of batch) {
      const stored = this.executions.get(executionId)
      const node = stored?.nodes.get(nodeId)
      if (!stored || node?.status !== 'running' || node.starts !== token) continue
      for (const line of lines) stored.logs.add({ ...line, nodeId, start: token })
    }
  }

  async readLogs(query: LogQuery): Promise<LogPage> {
    return this.executions.get(query.executionId)?.logs.read(query) ?? { lines: [], next: null }
  }

  async readEdgeOutcomes(executionId: string): Promise<Record<string, 'delivered' | 'dead'>> {
    const stored = this.executions.get(executionId)
    return stored ? edgeOutcomes(this.version(stored.row.versionId).graph, stored.nodes) : {}
  }

  async readOutputs(executionId: string, nodeIds: string[]): Promise<Record<string, string>> {
    const nodes = this.executions.get(executionId)?.nodes
    return Object.fromEntries(
      nodeIds.flatMap((id): [string, string][] => {
        const output = nodes?.get(id)?.output
        return typeof output === 'string' ? [[id, output]] : []
      }),
    )
  }

  async readEvents(executionId: string, after: number, limit: number): Promise<ExecutionEvent[]> {
    return (this.executions.get(executionId)?.events ?? []).slice(after, after + limit)
  }

  async listDeadLetters(filter: DeadLetterFilter): Promise<DeadLetterRow[]> {
    return this.letters.list(filter)
  }

  async readDeadLetter(id: string): Promise<DeadLetterRow | undefined> {
    return this.letters.read(id)
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}

  private version(versionId: string): StoredVersion {
    const version = this.versions.get(versionId)
    if (!version) throw new Error(`No workflow version has the id ${versionId}`)
    return version
  }

  /** Cancels what is below, and reopens what is above, in the same step (rules 7.2 and 6.4). */
  private applyWithRelatives(executionId: string, command: Command, effects: Effects): Outcome {
    if (command.type === 'cancel') {
      const outcome = this.applyTo(executionId, [command], effects)[0] as Outcome
      if (outcome.ok)
        for (const child of this.openChildren(executionId)) this.applyWithRelatives(child, { type: 'cancel' }, effects)
      return outcome
    }
    if (command.type === 'admitNext') return this.admitNext(executionId, effects)
    const stored = this.executions.get(executionId)
    if (command.type !== 'retryDeadLetter' || !stored?.row.parent) {
      return this.applyTo(executionId, [command], effects)[0] as Outcome
    }
    return this.retryWithAncestors(stored.row, command, effects)
  }

  /** Begins those that wait for their turn under the key of this execution, the oldest first. */
  private admitNext(executionId: string, effects: Effects): Outcome {
    const row = this.executions.get(executionId)?.row
    if (!row) return { ok: false, code: 'EXECUTION_NOT_FOUND' }
    for (const waiting of this.ofKey(row)) {
      if (!waiting.held || waiting.status !== 'queued') continue
      if (!this.applyTo(waiting.id, [{ type: 'admit' }], effects)[0]?.ok) break
    }
    return { ok: true }
  }

  private retryWithAncestors(
    row: ExecutionRow,
    command: Extract<Command, { type: 'retryDeadLetter' }>,
    effects: Effects,
  ): Outcome {
    const steps = retryUpwards([row, ...this.ancestors(row)], command)
    const patches: ExecutionPatch[] = []
    let step = steps.next()
    while (!step.done) {
      const { outcomes, patch } = this.decide(step.value.executionId, [step.value.command])
      const outcome = outcomes[0] as Outcome
      if (outcome.ok) patches.push(patch)
      step = steps.next(outcome)
    }
    if (step.value.ok) for (const patch of patches) this.write(patch, effects)
    return step.value
  }

  /** First, because a refusal must leave nothing behind. */
  private supersede(request: StartRequest, effects: Effects): void {
    if (!request.supersedes) return
    const { executionId } = request.supersedes
    const [outcome] = this.applyTo(executionId, [supersedeCommand(request.supersedes, request)], effects)
    if (outcome && !outcome.ok) throw refusalToError(outcome.code, request.supersedes)
  }

  private ancestors(row: ExecutionRow): ExecutionRow[] {
    const parent = row.parent && this.executions.get(row.parent.executionId)?.row
    return parent ? [parent, ...this.ancestors(parent)] : []
  }

  private openChildren(executionId: string): string[] {
    return [...this.executions.values()]
      .filter(({ row }) => row.parent?.executionId === executionId && !isTerminal(row.status))
      .map(({ row }) => row.id)
  }

  private create(request: StartRequest, version: StoredVersion): void {
    this.executions.set(request.executionId, {
      row: newExecutionRow(request, version, this.clock()),
      input: request.input,
      nodes: new Map(),
      attempts: [],
      logs: new MemoryLog(),
      events: [],
      letters: new Map(),
    })
  }

  /** Gives reused nodes the outputs that they have in the execution in which they ran. */
  private copyOutputs({ executionId, plan }: StartRequest): void {
    const nodes = this.executions.get(executionId)?.nodes
    for (const { nodeId, copyFrom } of plan?.given ?? []) {
      const source = copyFrom === null ? undefined : this.executions.get(copyFrom)?.nodes.get(nodeId)
      const row = nodes?.get(nodeId)
      if (source && row) row.output = source.output
    }
  }

  private knownChild(request: StartRequest): string | undefined {
    return request.parent && this.executions.has(request.executionId) ? request.executionId : undefined
  }

  private applyTo(executionId: string, commands: Command[], effects: Effects): Outcome[] {
    if (!this.executions.has(executionId)) return commands.map(() => ({ ok: false, code: 'EXECUTION_NOT_FOUND' }))
    const { outcomes, patch } = this.decide(executionId, commands)
    if (!isEmptyPatch(patch)) this.write(patch, effects)
    return outcomes
  }

  /** Decides on an execution that exists, loading what the decision asks for. */
  private decide(executionId: string, commands: Command[]): { outcomes: Outcome[]; patch: ExecutionPatch } {
    const { row, nodes, letters } = this.executions.get(executionId) as StoredExecution
    const loaded: LoadedRows = {
      execution: row,
      nodes,
      allNodesLoaded: true,
      absent: new Set(),
      letters,
      endedChildren: new Map(),
    }
    const { graph } = this.version(row.versionId)
    for (;;) {
      try {
        return decideCommands({ loaded, graph, now: this.clock(), commands })
      } catch (error) {
        if (!(error instanceof RowsNotLoaded)) throw error
        const { endedChildrenOf, runningOfKey } = error.request
        if (endedChildrenOf !== undefined)
          loaded.endedChildren.set(endedChildrenOf, this.takeEnded(executionId, endedChildrenOf))
        else if (runningOfKey)
          loaded.runningOfKey = this.ofKey(row, commands).flatMap(({ id, held }) => (held ? [] : [id]))
        else throw error
      }
    }
  }

  /** Those that have not ended of the key that an execution has, or is about to get. */
  private ofKey(row: ExecutionRow, commands: Command[] = []): ExecutionRow[] {
    const begin = commands.find((command) => command.type === 'begin')
    const key = row.concurrencyKey ?? begin?.concurrencyKey
    const ids = key === undefined ? [] : (this.openByKey.get(concurrencyGroup(row, key)) ?? [])
    return [...ids].flatMap((id) => this.executions.get(id)?.row ?? [])
  }

  private keepByKey(row: ExecutionRow): void {
    if (row.concurrencyKey === null) return
    const group = concurrencyGroup(row, row.concurrencyKey)
    const open = this.openByKey.get(group) ?? new Set()
    if (isTerminal(row.status)) open.delete(row.id)
    else open.add(row.id)
    if (open.size > 0) this.openByKey.set(group, open)
    else this.openByKey.delete(group)
  }

  private takeEnded(executionId: string, nodeId: string): { ended: number; failed: number } {
    const counts = { ended: 0, failed: 0 }
    for (const { row } of this.executions.values()) {
      const isChild = row.parent?.executionId === executionId && row.parent.nodeId === nodeId
      if (!isChild || row.parentNotified || !isTerminal(row.status)) continue
      row.parentNotified = true
      counts.ended += 1
      if (row.status !== 'completed') counts.failed += 1
    }
    return counts
  }

  private write(patch: ExecutionPatch, effects: Effects): void {
    const now = this.clock()
    const executionId = patch.execution.id
    this.keepByKey(patch.execution)
    const stored = this.executions.get(executionId) as StoredExecution
    stored.row = patch.execution
    for (const row of [...patch.insertedNodes, ...patch.updatedNodes]) stored.nodes.set(row.nodeId, row)
    stored.attempts.push(...patch.attempts)
    for (const row of patch.logs) stored.logs.add(row)
    stored.events.push(...numberEvents(patch))
    for (const letter of [...patch.insertedLetters, ...patch.updatedLetters]) {
      stored.letters.set(letter.nodeId, letter)
    }
    this.letters.write([...patch.insertedLetters, ...patch.updatedLetters], patch.letterEntries)
    if (patch.clearOutbox) {
      for (const row of this.outbox.values()) if (row.executionId === executionId) this.outbox.delete(row.id)
    }
    for (const entry of patch.outbox) {
      const { nodeId, kind, at } = entry
      const about = outboxExecutionId(entry)
      const child = kind === 'begin' ? this.staged.get(about) : undefined
      if (child) {
        this.staged.delete(about)
        this.create(child, this.version(child.versionId))
      }
      const id = String(++this.lastOutboxId)
      const availableAt = kind === 'wake' || kind === 'timeout' ? at : now + DISPATCH_GRACE_MS
      this.outbox.set(id, { id, executionId: about, nodeId, kind, availableAt })
      const row = { outboxId: id, executionId: about, nodeId }
      if (kind === 'dispatch') effects.dispatches.push({ ...row, priority: patch.execution.priority })
      else if (kind !== 'wake' && kind !== 'timeout') effects.followUps.push({ ...row, kind })
      else effects.nextWakeInMs = Math.min(effects.nextWakeInMs ?? Number.POSITIVE_INFINITY, Math.max(0, at - now))
    }
    const freed = slotsFreedBy(patch)
    if (freed.length > 0) effects.freedSlots = [...(effects.freedSlots ?? []), ...freed]
    const { workspaceId, eventSeq, status } = patch.execution
    const ended = describeEnd(patch)
    if (patch.events.length > 0)
      effects.changed.push({ executionId, workspaceId, seq: eventSeq, status, ...(ended && { ended }) })
  }
}

function noEffects(): Effects {
  return { dispatches: [], followUps: [], changed: [] }
}

function concurrencyGroup({ workspaceId, workflowId }: ExecutionRow, key: string): string {
  return `${workflowKey(workspaceId, workflowId)}\u0000${key}`
}

function workflowKey(workspaceId: string, workflowId: string): string {
  return `${workspaceId}\u0000${workflowId}`
}

/** How an execution begins that is begun with its start. */
export function beginCommand(request: StartRequest, entryNodeId: string): Command {
  const { concurrencyKey, priority, plan, supersedes } = request
  return {
    type: 'begin',
    entryNodeId,
    ...(plan && { plan }),
    ...(concurrencyKey !== undefined && { concurrencyKey }),
    ...(priority !== undefined && { priority }),
    ...(supersedes && { atOnce: true }),
  }
}

/** An execution that was created and not begun. */
export function newExecutionRow(request: StartRequest, version: WorkflowVersion, now: number): ExecutionRow {
  return {
    id: request.executionId,
    workspaceId: version.workspaceId,
    workflowId: version.workflowId,
    versionId: version.id,
    status: 'queued',
    entryNodeId: null,
    halted: false,
    openCount: 0,
    activeCount: 0,
    runningCount: 0,
    unhandledFailures: 0,
    eventSeq: 0,
    revision: 0,
    origin: request.origin ?? null,
    trace: request.trace ?? null,
    parent: request.parent
      ? { executionId: request.parent.executionId, nodeId: request.parent.nodeId, index: request.parent.index }
      : null,
    depth: request.parent?.depth ?? 0,
    parentNotified: false,
    createdAt: now,
    startedAt: null,
    endedAt: null,
    concurrencyKey: null,
    held: false,
    priority: request.priority ?? 0,
    deadlineAt: null,
    pausedAt: null,
    reason: null,
  }
}

/** A child is not created below an execution that has ended: nobody would begin it. */
export function parentEnded(request: StartRequest): EngineError {
  return new EngineError('EXECUTION_ENDED', `The execution ${request.parent?.executionId} has already ended`)
}

/** The executions whose outputs this start copies. */
export function copySourcesOf({ plan }: StartRequest): string[] {
  return [...new Set(plan?.given.flatMap(({ copyFrom }) => copyFrom ?? []))]
}

/** The execution whose results were to be reused was removed meanwhile. */
export function sourceGone(executionId: string): EngineError {
  return new EngineError(
    'EXECUTION_NOT_FOUND',
    `The execution ${executionId}, whose results were to be reused, is gone`,
  )
}
