import {
  type AttemptRow,
  allNodeRuns,
  attemptsOf,
  type ChildRow,
  type CommandRequest,
  DEFAULT_WORKSPACE,
  type DeadLetterFilter,
  type DeadLetterRow,
  decideCommands,
  type Effects,
  type ExecutionPatch,
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
  type OutboxKind,
  type OutboxRow,
  parentEnded,
  refusalToError,
  type StartOutcome,
  type StartRequest,
  type StoreOutcome,
  simpleMethods,
  supersedeCommand,
  type WorkerRow,
  type WorkflowVersion,
} from '@spane/engine'
import type { ExecutionEvent } from '@spane/realtime'
import type { Workflow } from '@spane/workflow'
import type pg from 'pg'
import { CommandBatches } from './command-batches.ts'
import { findStuckHeld, lockKey, readRunningOfKey } from './concurrency-keys.ts'
import { copyGivenResults, lockCopySources } from './copy-given-results.ts'
import { beginCreation, outcomesOf, standsAlone } from './create-executions.ts'
import { DatabaseClock } from './database-clock.ts'
import { decideLoading } from './decide-loading.ts'
import { effectsOf, mergeEffects, noEffects } from './effects.ts'
import { ExecutionCache } from './execution-cache.ts'
import { ExecutionGraphs } from './execution-graphs.ts'
import { findNeglected } from './find-neglected.ts'
import { findWaitingForCircuit } from './find-waiting-for-circuit.ts'
import { letterQuery } from './letter-query.ts'
import { lockExecutions } from './load-rows.ts'
import { appendLogs, readLogs } from './node-logs.ts'
import { PostgresLetters } from './postgres-letters.ts'
import { readEvents } from './read-events.ts'
import { readNodeInputs } from './read-node-inputs.ts'
import { lockOpenParents, readAncestors, readChildren } from './read-relatives.ts'
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
import { inTransaction } from './transaction.ts'
import { VersionStore } from './version-store.ts'
import { type Creation, writeCreations, writePatches } from './write-patches.ts'

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
  private readonly batches: CommandBatches
  private readonly clock = new DatabaseClock()
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
    const { pool } = options
    this.batches = new CommandBatches({ pool, graphs: this.graphs, cache: this.cache, clock: this.clock })
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

  /** Who begins under a concurrency key depends on the others of it: such starts go one after the other. */
  async start(batch: StartRequest[]) {
    const isKeyed = ({ concurrencyKey }: StartRequest) => concurrencyKey !== undefined
    if (!batch.some(isKeyed)) return this.startTogether(batch)
    const outcomes: StartOutcome[] = []
    const effects = noEffects()
    const plain = [...batch.keys()].filter((index) => !isKeyed(batch[index] as StartRequest))
    const keyed = [...batch.keys()].filter((index) => isKeyed(batch[index] as StartRequest))
    for (const indexes of [plain, ...keyed.map((index) => [index])]) {
      if (indexes.length === 0) continue
      const started = await this.startTogether(indexes.map((index) => batch[index] as StartRequest))
      for (const [position, index] of indexes.entries()) outcomes[index] = started.outcomes[position] as StartOutcome
      mergeEffects(effects, started.effects)
    }
    return { outcomes, effects }
  }

  /** One start with a concurrency key, or any number without. */
  private async startTogether(batch: StartRequest[]) {
    const versions = await Promise.all(batch.map((request) => this.versions.get(request.versionId)))
    const begin = (now: number, runningOfKey?: string[]) =>
      batch.map((request, index): Creation => {
        const version = versions[index]
        if (!version) throw new Error(`No workflow version has the id ${request.versionId}`)
        return beginCreation(request, version, { now, runningOfKey })
      })
    const now = await this.now()
    // One statement is a transaction by itself; what depends on other executions has to lock them first.
    if (batch.every(standsAlone)) return this.create(this.pool, begin(now))
    return inTransaction(this.pool, async ({ client }) => {
      const keyed = batch.find((request) => request.concurrencyKey !== undefined)
      const version = versions[0]
      const group = keyed && version && { ...version, concurrencyKey: keyed.concurrencyKey ?? null }
      if (group) await lockKey(client, group)
      const runningOfKey = group && (await readRunningOfKey(client, group))
      const openParents = await lockOpenParents(client, batch)
      const orphan = batch.find(({ parent }) => parent && !openParents.has(parent.executionId))
      if (orphan) throw parentEnded(orphan)
      await lockCopySources(client, batch)
      const superseded = await this.supersede(client, batch)
      const created = await this.create(client, begin(now, runningOfKey))
      const copied = batch.filter((_, index) => created.begun.has(index))
      await copyGivenResults(client, copied)
      if (superseded.length === 0) return created
      const { outbox } = await writePatches(client, superseded, 'locked')
      mergeEffects(created.effects, effectsOf(superseded, outbox, now))
      return created
    })
  }

  private async create(client: Pick<pg.ClientBase, 'query'>, creations: Creation[]) {
    const { outbox, missing } = await writeCreations(client, creations)
    const outcomes = await outcomesOf(client, creations, new Set(missing))
    const patches = creations.flatMap(({ patch }, index) => (patch && outcomes[index]?.created ? [patch] : []))
    // One that is left out, because others of its key run, has no nodes.
    const begun = creations.flatMap(({ execution }, index) =>
      outcomes[index]?.created && execution.reason === null ? [index] : [],
    )
    const effects = effectsOf(patches, outbox, creations[0]?.execution.createdAt ?? 0)
    return { outcomes, effects, begun: new Set(begun) }
  }

  /** Resolves the dead letters in whose place executions are started; a refusal takes the whole start back. */
  private async supersede(client: pg.ClientBase, batch: StartRequest[]): Promise<ExecutionPatch[]> {
    const starts = batch.flatMap((request) => (request.supersedes ? [{ request, letter: request.supersedes }] : []))
    if (starts.length === 0) return []
    const ids = starts.map(({ letter }) => letter.executionId)
    const { now, loaded } = await lockExecutions(client, ids, [])
    await this.graphs.learn([...loaded.values()].map(({ execution }) => execution))
    const patches: ExecutionPatch[] = []
    for (const { request, letter } of starts) {
      const rows = loaded.get(letter.executionId)
      const graph = this.graphs.ofExecution(letter.executionId)
      if (!rows || !graph) throw refusalToError('EXECUTION_NOT_FOUND', letter)
      const commands = [supersedeCommand(letter, request)]
      const decided = await decideLoading(client, rows, () => decideCommands({ loaded: rows, graph, now, commands }))
      const [outcome] = decided.outcomes
      if (outcome && !outcome.ok) throw refusalToError(outcome.code, letter)
      patches.push(decided.patch)
    }
    return patches
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

  async takeOutbox(limit: number, hideMs: number): Promise<OutboxRow[]> {
    const { rows } = await this.pool.query(
      `UPDATE outbox o SET available_at = clock_timestamp() + $2 * interval '1 millisecond'
       FROM (SELECT id FROM outbox WHERE available_at <= clock_timestamp()
             ORDER BY available_at, id LIMIT $1 FOR UPDATE SKIP LOCKED) due, execution e
       WHERE o.id = due.id AND e.id = o.execution_id RETURNING o.id, o.execution_id, o.node_id, o.kind, e.priority`,
      [limit, hideMs],
    )
    return rows.map((raw) => ({
      outboxId: String(raw.id),
      executionId: raw.execution_id as string,
      nodeId: raw.node_id as string,
      kind: raw.kind as OutboxKind,
      priority: raw.priority as number,
    }))
  }

  async deleteOutbox(outboxIds: string[]): Promise<void> {
    await this.pool.query({
      name: 'delete-outbox',
      text: `DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE id = ANY($1::int8[]) ORDER BY id FOR UPDATE)`,
      values: [outboxIds],
    })
  }

  async heartbeat(worker: Omit<WorkerRow, 'heartbeatAt' | 'startedAt'>): Promise<void> {
    await this.pool.query(
      `INSERT INTO worker (id, host, pid, concurrency, stopping, started_at, heartbeat_at)
       VALUES ($1, $2, $3, $4, $5, clock_timestamp(), clock_timestamp())
       ON CONFLICT (id) DO UPDATE SET heartbeat_at = clock_timestamp(), stopping = EXCLUDED.stopping`,
      [worker.id, worker.host, worker.pid, worker.concurrency, worker.stopping],
    )
  }

  async removeWorker(workerId: string): Promise<void> {
    await this.pool.query(`DELETE FROM worker WHERE id = $1`, [workerId])
  }

  async listWorkers(maxAgeMs: number): Promise<WorkerRow[]> {
    const { rows } = await this.pool.query(
      `SELECT * FROM worker WHERE heartbeat_at >= clock_timestamp() - $1 * interval '1 millisecond' ORDER BY id LIMIT 1000`,
      [maxAgeMs],
    )
    return rows.map((raw) => ({
      id: raw.id,
      host: raw.host,
      pid: raw.pid,
      concurrency: raw.concurrency,
      startedAt: raw.started_at.getTime(),
      heartbeatAt: raw.heartbeat_at.getTime(),
      stopping: raw.stopping,
    }))
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

  /** By the database's clock. */
  private async now(): Promise<number> {
    const known = this.clock.now()
    if (known !== undefined) return known
    const { rows } = await this.pool.query(`SELECT clock_timestamp() AS now`)
    const now = (rows[0].now as Date).getTime()
    this.clock.observe(now)
    return now
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
