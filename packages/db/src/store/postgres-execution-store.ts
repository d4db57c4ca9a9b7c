import {
  type AttemptRow,
  allNodeRuns,
  attemptsOf,
  type ChildRow,
  type CommandRequest,
  DEFAULT_WORKSPACE,
  type DeadLetterFilter,
  type DeadLetterRow,
  type Effects,
  type ExecutionRow,
  type ExecutionStore,
  edgeOutcomes,
  type Hold,
  type IExecutionStateStore,
  type LogBatch,
  type LogPage,
  type LogQuery,
  type Neglected,
  type NodeInput,
  type NodeInputRequest,
  type NodeRunRow,
  type OutboxRow,
  type StartRequest,
  type StoreOutcome,
  simpleMethods,
  type WorkerRow,
  type WorkflowVersion,
} from '@spane/engine'
import type { ExecutionEvent } from '@spane/realtime'
import type { Workflow } from '@spane/workflow'
import type pg from 'pg'
import { CommandBatches } from './command-batches.ts'
import { findStuckHeld } from './concurrency-keys.ts'
import { DatabaseClock } from './database-clock.ts'
import { effectsOf, mergeEffects, noEffects } from './effects.ts'
import { ExecutionCache } from './execution-cache.ts'
import { ExecutionGraphs } from './execution-graphs.ts'
import { ExecutionStarts } from './execution-starts.ts'
import { findNeglected } from './find-neglected.ts'
import { findWaitingForCircuit } from './find-waiting-for-circuit.ts'
import { letterQuery } from './letter-query.ts'
import { appendLogs, readLogs } from './node-logs.ts'
import { deleteOutbox, takeOutbox } from './outbox-rows.ts'
import { PostgresLetters } from './postgres-letters.ts'
import { readEvents } from './read-events.ts'
import { readNodeInputs } from './read-node-inputs.ts'
import { readAncestors, readChildren } from './read-relatives.ts'
import { RelativeCommands, reachesRelatives } from './relative-commands.ts'
import { rememberedInput } from './remembered-input.ts'
import {
  EXECUTION_COLUMNS,
  isUuid,
  NODE_RUN_COLUMNS,
  toAttemptRow,
  toDeadLetterRow,
  toExecutionRow,
  toNodeRunRow,
} from './row-mapping.ts'
import { stageChildren } from './staged-children.ts'
import { VersionStore } from './version-store.ts'
import { listWorkers, removeWorker, writeHeartbeat } from './worker-rows.ts'

export interface PostgresExecutionStoreOptions {
  /** Made by `createStorePool`. Stays open when the store is closed. */
  pool: pg.Pool
  workspaceId?: string
}

/** The store in PostgreSQL: the truth of every execution, shared by any number of processes. The schema must be migrated. */
export class PostgresExecutionStore implements ExecutionStore {
  readonly letters: PostgresLetters
  private readonly pool: pg.Pool
  private readonly versions: VersionStore
  private readonly graphs: ExecutionGraphs
  private readonly relatives: RelativeCommands
  private readonly starts: ExecutionStarts
  private readonly batches: CommandBatches
  private readonly cache = new ExecutionCache()

  readonly createExecution: IExecutionStateStore['createExecution']
  readonly getExecution: IExecutionStateStore['getExecution']
  readonly updateNodeResult: IExecutionStateStore['updateNodeResult']
  readonly setExecutionStatus: IExecutionStateStore['setExecutionStatus']

  /** @throws TypeError when the pool does not pipeline: the statements of a transaction are sent without waiting */
  constructor(options: PostgresExecutionStoreOptions) {
    if (!options.pool.options.pipeline) throw new TypeError('The store needs a pipelined pool: see createStorePool')
    this.pool = options.pool
    this.letters = new PostgresLetters(options.pool)
    this.versions = new VersionStore(options.pool)
    this.graphs = new ExecutionGraphs((versionId) => this.versions.graph(versionId))
    this.relatives = new RelativeCommands(options.pool, this.graphs)
    const shared = { pool: options.pool, graphs: this.graphs, clock: new DatabaseClock() }
    this.starts = new ExecutionStarts({ ...shared, versions: this.versions })
    this.batches = new CommandBatches({ ...shared, cache: this.cache })
    const simple = simpleMethods(this, options.workspaceId ?? DEFAULT_WORKSPACE)
    this.createExecution = simple.createExecution
    this.getExecution = simple.getExecution
    this.updateNodeResult = simple.updateNodeResult
    this.setExecutionStatus = simple.setExecutionStatus
  }

  saveVersion(request: { workspaceId: string; workflow: Workflow; publish: boolean }): Promise<WorkflowVersion> {
    return this.versions.save(request)
  }

  getVersion(versionId: string): Promise<WorkflowVersion | undefined> {
    return this.versions.get(versionId)
  }

  getPublishedVersion(workspaceId: string, workflowId: string): Promise<WorkflowVersion | undefined> {
    return this.versions.published(workspaceId, workflowId)
  }

  start(batch: StartRequest[]) {
    return this.starts.start(batch)
  }

  stageChildren(batch: StartRequest[]): Promise<number> {
    return stageChildren(this.pool, batch)
  }

  /** Commands that reach other executions go alone; all others share a transaction. */
  async apply(batch: CommandRequest[]): Promise<{ outcomes: StoreOutcome[]; effects: Effects }> {
    if (!batch.some(({ command }) => reachesRelatives(command))) return this.batches.apply(batch)
    const outcomes: StoreOutcome[] = []
    const effects = noEffects()
    const plain = [...batch.keys()].filter((index) => !reachesRelatives((batch[index] as CommandRequest).command))
    const shared = await this.batches.apply(plain.map((index) => batch[index] as CommandRequest))
    for (const [position, index] of plain.entries()) outcomes[index] = shared.outcomes[position] as StoreOutcome
    mergeEffects(effects, shared.effects)
    for (const [index, request] of batch.entries()) {
      if (!reachesRelatives(request.command)) continue
      const alone = await this.relatives.apply(request)
      outcomes[index] = alone.outcome
      mergeEffects(effects, effectsOf(alone.patches, alone.outbox, alone.now))
    }
    return { outcomes, effects }
  }

  async readNodeInputs(batch: NodeInputRequest[]): Promise<(NodeInput | undefined)[]> {
    const inputs = batch.map((request) => rememberedInput(request, this.cache, this.graphs))
    const unknown = [...inputs.keys()].filter((index) => inputs[index] === undefined)
    if (unknown.length === 0) return inputs
    const requests = unknown.map((index) => batch[index] as NodeInputRequest)
    const read = await readNodeInputs(this.pool, (versionId) => this.versions.graph(versionId), requests)
    for (const [position, index] of unknown.entries()) inputs[index] = read[position]
    return inputs
  }

  async renewLeases(holds: Hold[], leaseMs: number): Promise<Hold[]> {
    const { rows } = await this.pool.query(
      `UPDATE node_run n SET lease_until = clock_timestamp() + $4 * interval '1 millisecond'
       FROM unnest($1::uuid[], $2::text[], $3::int4[]) AS h(execution_id, node_id, token)
       WHERE n.execution_id = h.execution_id AND n.node_id = h.node_id AND n.status = 'running' AND n.starts = h.token
       RETURNING n.execution_id, n.node_id, n.starts`,
      [
        holds.map((hold) => hold.executionId),
        holds.map((hold) => hold.nodeId),
        holds.map((hold) => hold.token),
        leaseMs,
      ],
    )
    const kept = new Set(rows.map((raw) => `${raw.execution_id}\u0000${raw.node_id}\u0000${raw.starts}`))
    return holds.filter((hold) => !kept.has(`${hold.executionId}\u0000${hold.nodeId}\u0000${hold.token}`))
  }

  findNeglected(request: { readyForMs: number; limit: number }): Promise<Neglected> {
    return findNeglected(this.pool, request)
  }

  findStuckHeld(limit: number): Promise<string[]> {
    return findStuckHeld(this.pool, limit)
  }

  findWaitingForCircuit(request: Parameters<ExecutionStore['findWaitingForCircuit']>[0]) {
    return findWaitingForCircuit(this.pool, request)
  }

  takeOutbox(limit: number, hideMs: number): Promise<OutboxRow[]> {
    return takeOutbox(this.pool, limit, hideMs)
  }

  deleteOutbox(outboxIds: string[]): Promise<void> {
    return deleteOutbox(this.pool, outboxIds)
  }

  heartbeat(worker: Omit<WorkerRow, 'heartbeatAt' | 'startedAt'>): Promise<void> {
    return writeHeartbeat(this.pool, worker)
  }

  removeWorker(workerId: string): Promise<void> {
    return removeWorker(this.pool, workerId)
  }

  listWorkers(maxAgeMs: number): Promise<WorkerRow[]> {
    return listWorkers(this.pool, maxAgeMs)
  }

  async readExecution(executionId: string): Promise<ExecutionRow | undefined> {
    if (!isUuid(executionId)) return undefined
    const { rows } = await this.pool.query({
      name: 'read-execution',
      text: `SELECT ${EXECUTION_COLUMNS} FROM execution e WHERE e.id = $1`,
      values: [executionId],
    })
    return rows[0] && toExecutionRow(rows[0])
  }

  async readExecutions(executionIds: string[]): Promise<ExecutionRow[]> {
    const { rows } = await this.pool.query(
      `SELECT ${EXECUTION_COLUMNS} FROM execution e WHERE e.id = ANY($1::uuid[])`,
      [executionIds.filter(isUuid)],
    )
    return rows.map(toExecutionRow)
  }

  async readExecutionInput(executionId: string): Promise<string | undefined> {
    if (!isUuid(executionId)) return undefined
    const { rows } = await this.pool.query(
      `SELECT COALESCE(e.input, p.body) AS input FROM execution e LEFT JOIN payload p ON p.id = e.input_payload_id WHERE e.id = $1`,
      [executionId],
    )
    return rows[0]?.input ?? undefined
  }

  readChildren(
    parent: { executionId: string; nodeId: string },
    range: { from: number; limit: number },
  ): Promise<ChildRow[]> {
    return readChildren(this.pool, (versionId) => this.versions.graph(versionId), parent, range)
  }

  async readAncestors(executionId: string): Promise<ExecutionRow[]> {
    return isUuid(executionId) ? readAncestors(this.pool, executionId) : []
  }

  async readNodeRuns(executionId: string): Promise<NodeRunRow[]> {
    if (!isUuid(executionId)) return []
    const found = await this.readRuns(executionId)
    return found ? allNodeRuns(found.graph, found.entryNodeId, found.nodes) : []
  }

  async readAttempts(executionId: string, nodeId: string): Promise<AttemptRow[]> {
    if (!isUuid(executionId)) return []
    const { rows } = await this.pool.query(
      `SELECT * FROM attempt WHERE execution_id = $1 AND node_id = $2 ORDER BY start`,
      [executionId, nodeId],
    )
    const node = await this.pool.query(
      `SELECT ${NODE_RUN_COLUMNS} FROM node_run n WHERE n.execution_id = $1 AND n.node_id = $2`,
      [executionId, nodeId],
    )
    return attemptsOf(node.rows[0] && toNodeRunRow(node.rows[0]), rows.map(toAttemptRow))
  }

  async readEdgeOutcomes(executionId: string): Promise<Record<string, 'delivered' | 'dead'>> {
    if (!isUuid(executionId)) return {}
    const found = await this.readRuns(executionId)
    return found ? edgeOutcomes(found.graph, found.nodes) : {}
  }

  async readOutputs(executionId: string, nodeIds: string[]): Promise<Record<string, string>> {
    if (!isUuid(executionId) || nodeIds.length === 0) return {}
    const { rows } = await this.pool.query({
      name: 'read-outputs',
      text: `SELECT n.node_id, COALESCE(n.output, p.body) AS output FROM node_run n LEFT JOIN payload p ON p.id = n.output_payload_id
       WHERE n.execution_id = $1 AND n.node_id = ANY($2::text[]) AND COALESCE(n.output, p.body) IS NOT NULL`,
      values: [executionId, nodeIds],
    })
    return Object.fromEntries(rows.map((raw) => [raw.node_id, raw.output]))
  }

  async readEvents(executionId: string, after: number, limit: number): Promise<ExecutionEvent[]> {
    if (!isUuid(executionId)) return []
    return readEvents(this.pool, executionId, after, limit)
  }

  /** The stored node runs of an execution. */
  private async readRuns(executionId: string) {
    const { rows } = await this.pool.query(
      `SELECT e.version_id, e.entry_node_id, ${NODE_RUN_COLUMNS} FROM execution e
       LEFT JOIN node_run n ON n.execution_id = e.id WHERE e.id = $1`,
      [executionId],
    )
    if (rows.length === 0) return undefined
    const graph = await this.versions.graph(rows[0].version_id)
    const stored = rows.filter((raw) => raw.node_id !== null).map(toNodeRunRow)
    const entryNodeId = rows[0].entry_node_id as string | null
    return { graph, entryNodeId, nodes: new Map(stored.map((row) => [row.nodeId, row])) }
  }

  appendLogs(batch: readonly LogBatch[]): Promise<void> {
    return appendLogs(this.pool, batch)
  }

  async readLogs(query: LogQuery): Promise<LogPage> {
    return isUuid(query.executionId) ? readLogs(this.pool, query) : { lines: [], next: null }
  }

  async listDeadLetters(filter: DeadLetterFilter): Promise<DeadLetterRow[]> {
    const { text, values } = letterQuery(filter)
    const { rows } = await this.pool.query(text, values)
    return rows.map(toDeadLetterRow)
  }

  async readDeadLetter(id: string): Promise<DeadLetterRow | undefined> {
    if (!isUuid(id)) return undefined
    const { rows } = await this.pool.query(`SELECT * FROM dead_letter WHERE id = $1`, [id])
    return rows[0] && toDeadLetterRow(rows[0])
  }

  async ping(): Promise<void> {
    await this.pool.query('SELECT 1')
  }

  /** The pool was given, so it stays open. */
  async close(): Promise<void> {}
}

export function createPostgresStore(options: PostgresExecutionStoreOptions): PostgresExecutionStore {
  return new PostgresExecutionStore(options)
}
