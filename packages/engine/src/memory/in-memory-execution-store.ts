import type { ExecutionEvent } from '@spane/realtime'
import type { Workflow } from '@spane/workflow'
import { attemptsOf } from '../execution/attempts.ts'
import { edgeOutcome, edgeOutcomes } from '../execution/edge-outcomes.ts'
import { waitsForCircuit } from '../execution/limit-slot.ts'
import { absentNodeRun, allNodeRuns } from '../execution/pending-node-runs.ts'
import {
  type AttemptRow,
  type DeadLetterRow,
  type ExecutionRow,
  isTerminal,
  type NodeRunRow,
} from '../execution/state.ts'
import { copySourcesOf, parentEnded, sourceGone } from '../ports/begin-execution.ts'
import { childExecutionId } from '../ports/child-execution-id.ts'
import type { DeadLetterFilter } from '../ports/dead-letter-store.ts'
import {
  type ChildRow,
  type CommandRequest,
  DEFAULT_WORKSPACE,
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
import type { InMemoryLetters } from './in-memory-letters.ts'
import { MemoryTables } from './memory-tables.ts'
import { MemoryTransaction } from './memory-transaction.ts'
import { workflowKey } from './memory-versions.ts'

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
  private readonly tables: MemoryTables
  private readonly idempotencyKeys = new Map<string, string>()
  private readonly workers = new Map<string, WorkerRow>()

  readonly createExecution: IExecutionStateStore['createExecution']
  readonly getExecution: IExecutionStateStore['getExecution']
  readonly updateNodeResult: IExecutionStateStore['updateNodeResult']
  readonly setExecutionStatus: IExecutionStateStore['setExecutionStatus']

  constructor(options: InMemoryExecutionStoreOptions = {}) {
    this.workspaceId = options.workspaceId ?? DEFAULT_WORKSPACE
    this.tables = new MemoryTables(options.clock ?? Date.now)
    const simple = simpleMethods(this, this.workspaceId)
    this.createExecution = simple.createExecution
    this.getExecution = simple.getExecution
    this.updateNodeResult = simple.updateNodeResult
    this.setExecutionStatus = simple.setExecutionStatus
  }

  get letters(): InMemoryLetters {
    return this.tables.letters
  }

  async saveVersion(request: { workspaceId: string; workflow: Workflow; publish: boolean }): Promise<WorkflowVersion> {
    return this.tables.versions.save(request)
  }

  async getVersion(versionId: string): Promise<WorkflowVersion | undefined> {
    return this.tables.versions.find(versionId)
  }

  async getPublishedVersion(workspaceId: string, workflowId: string): Promise<WorkflowVersion | undefined> {
    return this.tables.versions.published(workspaceId, workflowId)
  }

  async start(batch: StartRequest[]) {
    const transaction = new MemoryTransaction(this.tables)
    const { executions, versions } = this.tables
    const outcomes = batch.map((request) => {
      const { workspaceId, workflowId } = versions.get(request.versionId)
      const { executionId, idempotencyKey } = request
      const key = idempotencyKey && `${workflowKey(workspaceId, workflowId)}\u0000${idempotencyKey}`
      const existing = key ? this.idempotencyKeys.get(key) : this.knownChild(request)
      if (existing) return { executionId: existing, created: false }
      const parent = request.parent && executions.get(request.parent.executionId)
      if (request.parent && (!parent || isTerminal(parent.row.status))) throw parentEnded(request)
      const missing = copySourcesOf(request).find((id) => !executions.has(id))
      if (missing !== undefined) throw sourceGone(missing)
      transaction.start(request)
      if (key) this.idempotencyKeys.set(key, executionId)
      return { executionId, created: true }
    })
    return { outcomes, effects: transaction.effects }
  }

  async stageChildren(batch: StartRequest[]): Promise<number> {
    const { staged } = this.tables
    const fresh = batch.filter(
      ({ executionId }) => !this.tables.executions.has(executionId) && !staged.has(executionId),
    )
    for (const request of fresh) staged.set(request.executionId, request)
    return fresh.length
  }

  async apply(batch: CommandRequest[]) {
    const transaction = new MemoryTransaction(this.tables)
    const outcomes: StoreOutcome[] = batch.map(({ executionId, command }) => {
      try {
        return transaction.apply(executionId, command)
      } catch (error) {
        return { ok: false, code: 'STORE_ERROR', error: error as Error }
      }
    })
    return { outcomes, effects: transaction.effects }
  }

  async readNodeInputs(batch: NodeInputRequest[]): Promise<(NodeInput | undefined)[]> {
    return batch.map(({ executionId, nodeId }) => {
      const stored = this.tables.executions.get(executionId)
      if (!stored) return undefined
      const { graph } = this.tables.versions.get(stored.row.versionId)
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
      const node = this.tables.executions.get(hold.executionId)?.nodes.get(hold.nodeId)
      if (node?.status !== 'running' || node.starts !== hold.token) return true
      node.leaseUntil = this.tables.clock() + leaseMs
      return false
    })
  }

  async findNeglected({ readyForMs, limit }: { readyForMs: number; limit: number }): Promise<Neglected> {
    const now = this.tables.clock()
    const found: Neglected = { expired: [], ready: [] }
    for (const { row, nodes } of this.tables.executions.values()) {
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
    for (const ids of this.tables.openByKey.values()) {
      const rows = [...ids].flatMap((id) => this.tables.executions.get(id)?.row ?? [])
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
    const ours = [...this.tables.executions.values()].filter(({ row }) => row.workspaceId === workspaceId)
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
    const { outbox, executions, clock } = this.tables
    return outbox.take(limit, clock(), hideMs).map(({ id, executionId, nodeId, kind }) => {
      const priority = executions.get(executionId)?.row.priority ?? 0
      return { outboxId: id, executionId, nodeId, kind, priority }
    })
  }

  async deleteOutbox(outboxIds: string[]): Promise<void> {
    this.tables.outbox.delete(outboxIds)
  }

  async heartbeat(worker: Omit<WorkerRow, 'heartbeatAt' | 'startedAt'>): Promise<void> {
    const now = this.tables.clock()
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
    const oldest = this.tables.clock() - maxAgeMs
    return [...this.workers.values()].filter((worker) => worker.heartbeatAt >= oldest)
  }

  async readExecution(executionId: string): Promise<ExecutionRow | undefined> {
    const row = this.tables.executions.get(executionId)?.row
    return row && { ...row }
  }

  async readExecutions(executionIds: string[]): Promise<ExecutionRow[]> {
    return executionIds.flatMap((id) => {
      const row = this.tables.executions.get(id)?.row
      return row ? [{ ...row }] : []
    })
  }

  async readExecutionInput(executionId: string): Promise<string | undefined> {
    return this.tables.executions.get(executionId)?.input
  }

  async readChildren(
    parent: { executionId: string; nodeId: string },
    range: { from: number; limit: number },
  ): Promise<ChildRow[]> {
    const rows: ChildRow[] = []
    for (let index = range.from; index < range.from + range.limit; index++) {
      const stored = this.tables.executions.get(childExecutionId({ ...parent, index }))
      if (!stored) continue
      const { graph } = this.tables.versions.get(stored.row.versionId)
      const last = [...stored.nodes.values()].filter((node) => graph.outgoing.get(node.nodeId)?.length === 0)
      const outputs = last.flatMap((node) => (node.output === null ? [] : [[node.nodeId, node.output] as const]))
      const letter = [...stored.letters.values()][0]
      const error = letter ? { code: letter.errorCode, message: letter.errorMessage } : null
      rows.push({ execution: { ...stored.row }, index, outputs: Object.fromEntries(outputs), error })
    }
    return rows
  }

  async readAncestors(executionId: string): Promise<ExecutionRow[]> {
    const row = this.tables.executions.get(executionId)?.row
    return row ? this.tables.ancestors(row) : []
  }

  async readNodeRuns(executionId: string): Promise<NodeRunRow[]> {
    const stored = this.tables.executions.get(executionId)
    if (!stored) return []
    const { graph } = this.tables.versions.get(stored.row.versionId)
    return allNodeRuns(graph, stored.row.entryNodeId, stored.nodes).map((row) => ({ ...row }))
  }

  async readAttempts(executionId: string, nodeId: string): Promise<AttemptRow[]> {
    const stored = this.tables.executions.get(executionId)
    if (!stored) return []
    return attemptsOf(
      stored.nodes.get(nodeId),
      stored.attempts.filter((attempt) => attempt.nodeId === nodeId),
    )
  }

  async appendLogs(batch: readonly LogBatch[]): Promise<void> {
    for (const { executionId, nodeId, token, lines } of batch) {
      const stored = this.tables.executions.get(executionId)
      const node = stored?.nodes.get(nodeId)
      if (!stored || node?.status !== 'running' || node.starts !== token) continue
      for (const line of lines) stored.logs.add({ ...line, nodeId, start: token })
    }
  }

  async readLogs(query: LogQuery): Promise<LogPage> {
    return this.tables.executions.get(query.executionId)?.logs.read(query) ?? { lines: [], next: null }
  }

  async readEdgeOutcomes(executionId: string): Promise<Record<string, 'delivered' | 'dead'>> {
    const stored = this.tables.executions.get(executionId)
    return stored ? edgeOutcomes(this.tables.versions.get(stored.row.versionId).graph, stored.nodes) : {}
  }

  async readOutputs(executionId: string, nodeIds: string[]): Promise<Record<string, string>> {
    const nodes = this.tables.executions.get(executionId)?.nodes
    return Object.fromEntries(
      nodeIds.flatMap((id): [string, string][] => {
        const output = nodes?.get(id)?.output
        return typeof output === 'string' ? [[id, output]] : []
      }),
    )
  }

  async readEvents(executionId: string, after: number, limit: number): Promise<ExecutionEvent[]> {
    return (this.tables.executions.get(executionId)?.events ?? []).slice(after, after + limit)
  }

  async listDeadLetters(filter: DeadLetterFilter): Promise<DeadLetterRow[]> {
    return this.tables.letters.list(filter)
  }

  async readDeadLetter(id: string): Promise<DeadLetterRow | undefined> {
    return this.tables.letters.read(id)
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}

  private knownChild(request: StartRequest): string | undefined {
    return request.parent && this.tables.executions.has(request.executionId) ? request.executionId : undefined
  }
}
