import type { Workflow, WorkflowDefinition } from '@spane/workflow'
import type { Redis } from 'ioredis'
import { type BulkResult, boundBulk, inBulk } from './bulk.ts'
import { ChannelBus } from './bus/channel-bus.ts'
import { PostgresChannel } from './bus/postgres-channel.ts'
import { RedisChannel } from './bus/redis-channel.ts'
import { DeadLetters } from './dead-letters.ts'
import { EngineError } from './engine-error.ts'
import type { WorkflowEngineOptions } from './engine-options.ts'
import type { Command, NodeDefaults } from './execution/command.ts'
import { DEFAULT_NODE_DEFAULTS } from './execution/node-policy.ts'
import type { LetterActor } from './execution/state.ts'
import { type EnqueueItem, type EnqueueOptions, ExecutionStarts, type TestRunOptions } from './execution-starts.ts'
import { PostgresFlowState } from './flow/postgres-flow-state.ts'
import { RedisFlowState } from './flow/redis-flow-state.ts'
import { inputText } from './input-text.ts'
import { type DLQItem, LetterCommands, type RetryLetterOptions, toDLQItem } from './letter-commands.ts'
import { type Logger, silentLogger } from './logger.ts'
import { executionNotFound, workflowNotFound } from './not-found.ts'
import { assertCompleteStore } from './ports/assert-complete-store.ts'
import type { EventBus } from './ports/event-bus.ts'
import {
  DEFAULT_WORKSPACE,
  type IExecutionStateStore,
  type StartOutcome,
  type WorkflowVersion,
} from './ports/execution-store.ts'
import type { FlowEntry, FlowState } from './ports/flow-state.ts'
import { type EngineMetrics, noMetrics } from './ports/metrics.ts'
import { Dispatcher } from './queue/dispatcher.ts'
import { LoadGuard } from './queue/load-guard.ts'
import { createPostgresQueue, createRedisQueue, type NodeQueue, type QueueCounts } from './queue/queue-backend.ts'
import { ReconnectingQueue } from './queue/reconnecting-queue.ts'
import { WorkerPool } from './queue/worker-pool.ts'
import { refusalToError } from './refusal-to-error.ts'
import type { NodeRegistry } from './registry/node-registry.ts'
import type { RerunContext, RerunOptions } from './rerun.ts'
import { WorkflowVersions } from './workflow-versions.ts'

export interface QueueStats extends QueueCounts {
  backend: 'redis' | 'postgres'
  /** Workers that gave a sign in the last 15 s. */
  workers: number
}

/** A worker that has been silent for longer is not counted as alive. */
export const WORKER_ALIVE_MS = 15_000
const MAX_LIMITS_LISTED = 200
const MAX_WOKEN_AT_ONCE = 500

/**
 * The durable DAG engine. The store is the truth; the queue carries wake-ups; any number of processes may share both.
 *
 * @example
 * ```ts
 * const registry = new NodeRegistry().register('greet', {
 *   execute: async ({ inputData }) => ({ success: true, data: { hello: inputData } }),
 * })
 * const engine = new WorkflowEngine(registry, new InMemoryExecutionStore(), new Redis())
 * engine.registerWorkflow({ id: 'hi', name: 'Hi', entryNodeId: 'a', nodes: [{ id: 'a', type: 'greet' }] })
 * await engine.startWorkers()
 * const executionId = await engine.enqueueWorkflow('hi', 'world')
 * ```
 */
export class WorkflowEngine {
  readonly registry: NodeRegistry
  readonly store: IExecutionStateStore
  readonly bus: EventBus
  readonly workspaceId: string
  /** Groups, histories and batches of dead letters. */
  readonly deadLetters: DeadLetters
  private readonly options: WorkflowEngineOptions
  private readonly defaults: NodeDefaults
  private readonly logger: Logger
  private readonly metrics: EngineMetrics
  private readonly flow: FlowState
  private readonly queue: NodeQueue
  private readonly dispatcher: Dispatcher
  private readonly versions: WorkflowVersions
  private readonly starts: ExecutionStarts
  private readonly letters: LetterCommands
  private workers: WorkerPool | undefined
  private closing: Promise<void> | undefined

  /**
   * @param redis used for wake-ups; duplicated and never closed. `null` with the PostgreSQL backend.
   * @throws EngineError INCOMPLETE_STORE when the store lacks a method, with its name
   */
  constructor(
    registry: NodeRegistry,
    stateStore: IExecutionStateStore,
    redis: Redis | null,
    options: WorkflowEngineOptions = {},
  ) {
    assertCompleteStore(stateStore)
    this.registry = registry
    this.store = stateStore
    this.options = options
    this.workspaceId = options.workspaceId ?? DEFAULT_WORKSPACE
    this.defaults = { ...DEFAULT_NODE_DEFAULTS, ...options.defaults }
    this.logger = options.logger ?? silentLogger
    this.metrics = options.metrics ?? noMetrics
    const shared = { prefix: options.prefix ?? 'spane', logger: this.logger }
    const changes = { name: `${shared.prefix}_changes`, logger: this.logger }
    const { backend } = options
    if (backend?.type === 'postgres') {
      const { connectionString } = backend
      this.queue = new ReconnectingQueue(() => createPostgresQueue(connectionString, shared))
      this.bus = new ChannelBus(new PostgresChannel(connectionString, changes))
      this.flow = options.flow ?? new PostgresFlowState(connectionString, shared)
    } else if (redis) {
      this.queue = new ReconnectingQueue(async () => createRedisQueue(redis, shared))
      this.bus = new ChannelBus(new RedisChannel(redis, changes))
      this.flow = options.flow ?? new RedisFlowState(redis, shared)
    } else {
      throw new TypeError('Pass a Redis connection, or select the PostgreSQL backend in the options')
    }
    this.dispatcher = new Dispatcher({
      store: this.store,
      queue: this.queue,
      bus: this.bus,
      flow: this.flow,
      logger: this.logger,
      metrics: this.metrics,
      tracer: this.options.tracer,
      onWakeDue: (ms) => this.workers?.pokeIn(ms),
    })
    this.deadLetters = new DeadLetters({
      store: this.store,
      bus: this.bus,
      workspaceId: this.workspaceId,
      onChange: () => this.workers?.pokeBatches(),
    })
    const { store, bus, workspaceId, dispatcher } = this
    this.versions = new WorkflowVersions({ store, registry, workspaceId, maxNodes: options.maxNodes })
    const currentVersion = (workflowId: string) => this.versions.current(workflowId)
    const context: RerunContext = { store, workspaceId, registry, currentVersion }
    const { maxQueueDepth: maxDepth, tracer, resolveConfig, redact } = options
    const load = new LoadGuard({ maxDepth, readDepth: async () => (await this.queue.counts()).waiting })
    const { metrics } = this
    this.starts = new ExecutionStarts({ ...context, dispatcher, load, metrics, tracer, resolveConfig, redact })
    this.letters = new LetterCommands({ ...context, bus, dispatcher, start: (request) => this.starts.start(request) })
  }

  /**
   * Checks a workflow and makes it known to this engine; it is persisted before its first execution (rule 11.3).
   * Takes the list form and the canonical form (rule 1.2).
   * @throws EngineError WORKFLOW_INVALID with every problem in `details`
   */
  registerWorkflow(definition: WorkflowDefinition | Workflow): Workflow {
    return this.versions.register(definition)
  }

  /**
   * Stores a workflow as the version that starts use from now on, in every process.
   * @throws EngineError WORKFLOW_INVALID, also when it would run itself by way of others
   */
  publishWorkflow(definition: unknown): Promise<WorkflowVersion> {
    return this.versions.publish(definition)
  }

  /** A workflow that was registered with this engine. */
  getWorkflow(workflowId: string): Workflow | undefined {
    return this.versions.get(workflowId)
  }

  /** The version that a start of this workflow uses: what this engine registered, else what is published. */
  currentVersion(workflowId: string): Promise<WorkflowVersion | undefined> {
    return this.versions.current(workflowId)
  }

  /**
   * Starts a workflow. When it resolves, the execution is durable (rule 9.5).
   * @throws EngineError OVERLOADED with `retryAfter` in seconds, when more waits than `maxQueueDepth` (rule 9.7)
   * @returns the execution's id
   */
  async enqueueWorkflow(workflowId: string, initialData: unknown = {}, options: EnqueueOptions = {}): Promise<string> {
    const version = await this.currentVersion(workflowId)
    if (!version) throw workflowNotFound(workflowId)
    const { executionId } = await this.startVersion({ ...options, versionId: version.id, input: initialData })
    return executionId
  }

  /** Starts a certain version of a workflow. */
  async startVersion(
    request: EnqueueOptions & TestRunOptions & { versionId: string; input: unknown },
  ): Promise<StartOutcome> {
    this.assertOpen()
    return this.starts.startVersion(request)
  }

  /**
   * Starts a new execution from one that there is: the whole again, or from a node on with what its parents gave then
   * (rule 8.3). It is nobody's child, and the first one is left as it is.
   * @throws EngineError EXECUTION_NOT_FOUND, NODE_NOT_FOUND, or MISSING_OUTPUT with the node that has no result to reuse
   */
  async rerun(executionId: string, options: RerunOptions = {}): Promise<StartOutcome> {
    this.assertOpen()
    return this.starts.rerun(executionId, options)
  }

  /**
   * Starts up to 1,000 executions, each by itself: what is wrong with one keeps no other from starting.
   * @throws EngineError BAD_REQUEST when there are more
   */
  async enqueueMany(items: readonly EnqueueItem[]): Promise<BulkResult<{ executionId: string; created: boolean }>[]> {
    return inBulk(items, async (item) => {
      const version = await this.currentVersion(item.workflowId)
      if (!version) throw workflowNotFound(item.workflowId)
      const { workflowId: _, input = {}, ...options } = item
      return this.startVersion({ ...options, versionId: version.id, input })
    })
  }

  /** Cancels up to 1,000 executions of this workspace, each by itself. */
  async cancelMany(executionIds: readonly string[]): Promise<BulkResult<{ executionId: string }>[]> {
    const found = await this.store.readExecutions(boundBulk([...executionIds]))
    const ours = new Set(found.filter((row) => row.workspaceId === this.workspaceId).map((row) => row.id))
    return inBulk(executionIds, async (executionId) => {
      if (!ours.has(executionId)) throw executionNotFound(executionId)
      await this.cancelWorkflow(executionId)
      return { executionId }
    })
  }

  /** Runs up to 1,000 executions again as a whole, each by itself. */
  async rerunMany(
    executionIds: readonly string[],
    options: Pick<RerunOptions, 'version'> = {},
  ): Promise<BulkResult<{ executionId: string }>[]> {
    return inBulk(executionIds, async (id) => ({ executionId: (await this.rerun(id, options)).executionId }))
  }

  /**
   * Retries up to 1,000 dead letters; the same input again, or the one that is given. Those of one execution are retried
   * in one transaction (rule 6.3), and what is wrong with one keeps no other from it.
   * @throws EngineError BAD_REQUEST when there are more
   */
  retryDeadLetters(
    ids: readonly string[],
    options: { input?: unknown } = {},
  ): Promise<BulkResult<{ id: string; executionId: string }>[]> {
    return this.letters.retryMany(ids, options)
  }

  /**
   * Begins a created execution at a node, or repeats the wake-up of a node that is ready (rule 11.3).
   * @throws EngineError NODE_NOT_STARTABLE when neither applies
   */
  async enqueueNode(executionId: string, workflowId: string, nodeId: string, inputData?: unknown): Promise<void> {
    const execution = await this.store.readExecution(executionId)
    if (execution?.workflowId !== workflowId) throw executionNotFound(executionId)
    const input = inputData === undefined ? undefined : inputText(inputData)
    const command: Command =
      execution.entryNodeId === null
        ? {
            type: 'begin',
            entryNodeId: nodeId,
            ...(input !== undefined && { input }),
            ...(await this.starts.admissionOfCreated(execution, input)),
          }
        : { type: 'redispatch', nodeId, ...(input !== undefined && { input }) }
    const outcome = await this.dispatcher.apply(executionId, command)
    if (outcome.ok) return
    if (outcome.code === 'NODE_NOT_FOUND') throw refusalToError(outcome.code, { executionId, nodeId })
    throw new EngineError('NODE_NOT_STARTABLE', `The node ${nodeId} cannot be started now (${outcome.code})`)
  }

  /** Runs nodes in this process, at most `concurrency` at a time. */
  async startWorkers(concurrency = 10): Promise<void> {
    this.assertOpen()
    if (this.workers) return
    const { leaseMs = 30_000, graceMs = 10_000, maxOutputBytes = 16 * 1024 * 1024 } = this.options
    this.workers = new WorkerPool({
      store: this.store,
      queue: this.queue,
      bus: this.bus,
      dispatcher: this.dispatcher,
      registry: this.registry,
      defaults: this.defaults,
      logger: this.logger,
      metrics: this.metrics,
      tracer: this.options.tracer,
      resolveConfig: this.options.resolveConfig,
      flow: this.flow,
      rateLimits: this.options.rateLimits ?? {},
      resumeUrl: this.options.resumeUrl,
      redact: this.options.redact ?? ((text) => text),
      concurrency,
      leaseMs,
      graceMs,
      maxOutputBytes,
      retryLetter: (id, options) => this.retryDeadLetter(id, options),
    })
    await this.workers.start()
  }

  /** No further node starts; what runs finishes (rule 7.1). */
  pauseWorkflow(executionId: string): Promise<void> {
    return this.command(executionId, { type: 'pause' })
  }

  /** Starts what is ready (rule 7.1). */
  resumeWorkflow(executionId: string): Promise<void> {
    return this.command(executionId, { type: 'resume' })
  }

  /** Settles the execution at once and aborts what runs, wherever it runs (rule 7.2). */
  cancelWorkflow(executionId: string): Promise<void> {
    return this.command(executionId, { type: 'cancel' })
  }

  /**
   * Hands a payload to a node that waits for a signal; the first one counts (rule 7.3).
   * @throws EngineError NODE_NOT_WAITING when it does not wait, or no longer
   */
  signalNode(
    executionId: string,
    nodeId: string,
    payload: unknown = null,
    options: { /** The start that began the wait; another wait of the node is not meant. */ start?: number } = {},
  ): Promise<void> {
    const { start } = options
    const text = inputText(payload, 'payload')
    return this.command(executionId, {
      type: 'signal',
      nodeId,
      payload: text,
      ...(start !== undefined && { opened: start }),
    })
  }

  /** Dead letters that are open or being retried, the newest failure first; `start` and `end` count from 0, both included. */
  async getDLQItems(start = 0, end = 99): Promise<DLQItem[]> {
    const letters = await this.store.listDeadLetters({
      workspaceId: this.workspaceId,
      status: ['open', 'retrying'],
      limit: end + 1,
    })
    return letters.slice(start).map(toDLQItem)
  }

  /** Retries a dead letter. False when there is nothing to retry: it is unknown, not open, or its execution was cancelled. */
  async retryDLQItem(id: string, options: { input?: unknown } = {}): Promise<boolean> {
    try {
      await this.retryDeadLetter(id, options)
      return true
    } catch (error) {
      const codes = ['DEAD_LETTER_NOT_FOUND', 'DEAD_LETTER_NOT_OPEN', 'EXECUTION_CANCELLED']
      if (error instanceof EngineError && codes.includes(error.code)) return false
      throw error
    }
  }

  /**
   * Gives the failed node fresh attempts, with an edited input when one is given (rule 6.3). With `latest`, or a version's
   * id, a new execution goes on from that node instead, and the letter is resolved by it (rule 6.6).
   * @returns the id of the execution that goes on
   * @throws EngineError DEAD_LETTER_NOT_FOUND, DEAD_LETTER_NOT_OPEN or EXECUTION_CANCELLED; with another version also
   *   NODE_NOT_FOUND, MISSING_OUTPUT, VERSION_NOT_FOUND and DEAD_LETTER_OF_CHILD
   */
  async retryDeadLetter(id: string, options: RetryLetterOptions = {}): Promise<string> {
    this.assertOpen()
    return this.letters.retry(id, options)
  }

  /** Sets a letter aside that nobody will retry. @throws EngineError DEAD_LETTER_NOT_FOUND, DEAD_LETTER_NOT_OPEN */
  discardDeadLetter(id: string, { by = 'program' }: { by?: LetterActor } = {}): Promise<void> {
    return this.letters.discard(id, by)
  }

  /** Takes that back. @throws EngineError DEAD_LETTER_NOT_FOUND, DEAD_LETTER_NOT_DISCARDED, EXECUTION_CANCELLED */
  restoreDeadLetter(id: string, { by = 'program' }: { by?: LetterActor } = {}): Promise<void> {
    return this.letters.restore(id, by)
  }

  /** Rate limits that were used lately and circuit breakers that are not closed, open circuits first; 200 at most. */
  listLimits(): Promise<FlowEntry[]> {
    return this.flow.list(this.workspaceId, MAX_LIMITS_LISTED)
  }

  /**
   * Closes a circuit by hand, and has what waits for it go on.
   * @throws EngineError CIRCUIT_NOT_FOUND when it is not open
   */
  async closeCircuit(id: string): Promise<void> {
    if (!(await this.flow.closeCircuit(this.workspaceId, id))) {
      throw new EngineError('CIRCUIT_NOT_FOUND', `No circuit has the id ${JSON.stringify(id)}, or it is closed already`)
    }
    await this.wakeWaitingFor(id)
  }

  async getQueueStats(): Promise<QueueStats> {
    const [counts, workers] = await Promise.all([this.queue.counts(), this.store.listWorkers(WORKER_ALIVE_MS)])
    return { ...counts, backend: this.options.backend?.type ?? 'redis', workers: workers.length }
  }

  /** Hands running nodes back, finishes what was begun and closes the engine's own connections, not those it was given. */
  close(): Promise<void> {
    this.closing ??= this.shutDown()
    return this.closing
  }

  /** What cannot be woken now goes on at its time. */
  private async wakeWaitingFor(circuitId: string): Promise<void> {
    const { store, dispatcher, workspaceId } = this
    for (;;) {
      const waiting = await store.findWaitingForCircuit({ workspaceId, circuitId, limit: MAX_WOKEN_AT_ONCE })
      const woken = await Promise.all(
        waiting.map(({ executionId, nodeId }) =>
          dispatcher.apply(executionId, { type: 'wake', nodeId, closedCircuit: circuitId }),
        ),
      )
      if (waiting.length < MAX_WOKEN_AT_ONCE || !woken.some(({ ok }) => ok)) return
    }
  }

  private assertOpen(): void {
    if (this.closing) throw new EngineError('ENGINE_CLOSED', 'The engine is closed')
  }

  private async shutDown(): Promise<void> {
    await this.workers?.stop()
    await this.starts.idle()
    await this.dispatcher.idle()
    // One that was handed in belongs to others, too.
    if (!this.options.flow) await this.flow.close()
    await Promise.all([this.queue.close(), this.bus.close()])
  }

  private async command(executionId: string, command: Command): Promise<void> {
    const outcome = await this.dispatcher.apply(executionId, command)
    if (!outcome.ok) throw refusalToError(outcome.code, { executionId })
  }
}
