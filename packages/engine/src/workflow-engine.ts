import type { ExecutionOrigin } from '@spane/realtime'
import {
  compileGraph,
  hasErrors,
  normalizeWorkflow,
  type Problem,
  prioritySchema,
  resolveEntry,
  validateWorkflow,
  type Workflow,
  type WorkflowDefinition,
} from '@spane/workflow'
import type { Redis } from 'ioredis'
import { type BulkResult, boundBulk, inBulk } from './bulk.ts'
import { PostgresBus } from './bus/postgres-bus.ts'
import { RedisBus } from './bus/redis-bus.ts'
import { DeadLetters } from './dead-letters.ts'
import { EngineError } from './engine-error.ts'
import type { WorkflowEngineOptions } from './engine-options.ts'
import type { Command, LetterOrigin, NodeDefaults } from './execution/command.ts'
import type { LetterVersion } from './execution/letter-batch.ts'
import { DEFAULT_NODE_DEFAULTS } from './execution/node-policy.ts'
import { type PinnedOutput, planStart } from './execution/plan-start.ts'
import type { DeadLetterRow, ExecutionRow, LetterActor } from './execution/state.ts'
import { evaluateKey } from './flow/evaluate-key.ts'
import { PostgresFlowState } from './flow/postgres-flow-state.ts'
import { RedisFlowState } from './flow/redis-flow-state.ts'
import { inputText } from './input-text.ts'
import { type Logger, silentLogger } from './logger.ts'
import { executionNotFound, workflowNotFound } from './not-found.ts'
import { assertCompleteStore } from './ports/assert-complete-store.ts'
import { createExecutionId } from './ports/create-execution-id.ts'
import type { EventBus } from './ports/event-bus.ts'
import {
  DEFAULT_WORKSPACE,
  type IExecutionStateStore,
  type StartOutcome,
  type StartRequest,
  type WorkflowVersion,
} from './ports/execution-store.ts'
import type { FlowEntry, FlowState } from './ports/flow-state.ts'
import { type EngineMetrics, noMetrics } from './ports/metrics.ts'
import { isTraceparent } from './ports/tracing.ts'
import { Dispatcher } from './queue/dispatcher.ts'
import { LoadGuard } from './queue/load-guard.ts'
import { MicroBatcher } from './queue/micro-batcher.ts'
import { createPostgresQueue, createRedisQueue, type NodeQueue, type QueueCounts } from './queue/queue-backend.ts'
import { ReconnectingQueue } from './queue/reconnecting-queue.ts'
import { WorkerPool } from './queue/worker-pool.ts'
import { refusalToError } from './refusal-to-error.ts'
import { findCallCycle } from './registry/find-call-cycle.ts'
import type { NodeRegistry } from './registry/node-registry.ts'
import { planRefused, planRerun, type RerunOptions } from './rerun.ts'
import { planRetryOnVersion } from './retry-on-version.ts'

/** A dead letter as embedders see it. */
export interface DLQItem {
  id: string
  executionId: string
  workflowId: string
  nodeId: string
  /** Alike failures have the same one. */
  fingerprint: string
  status: DeadLetterRow['status']
  error: { code: string; message: string }
  /** Attempts of the last failure. */
  attempts: number
  /** How often the node failed for good. */
  failures: number
  /** ISO 8601. */
  failedAt: string
}

export interface QueueStats extends QueueCounts {
  backend: 'redis' | 'postgres'
  /** Workers that gave a sign in the last 15 s. */
  workers: number
}

/** One start of {@link WorkflowEngine.enqueueMany}. */
export interface EnqueueItem extends EnqueueOptions {
  workflowId: string
  /** JSON; `{}` when absent. */
  input?: unknown
}

export interface EnqueueOptions {
  /** A second call with the same key for the same workflow returns the first one's execution (rule 9.5). */
  idempotencyKey?: string
  /** Where to begin; the workflow's own entry when absent. */
  entryNodeId?: string
  /** What set it off; `api` when absent. */
  origin?: ExecutionOrigin
  /** W3C trace context of who starts it: its trace goes on from there. One that is not valid is ignored. */
  traceparent?: string | undefined
  /** 0 (first) to 9 (last), in place of the workflow's own. */
  priority?: number
}

/** A run of a part of a workflow, or with data in place of what nodes would give (rule 8.3). */
export interface TestRunOptions {
  /** Begins at this node with an input of its own, and runs nothing before it. */
  from?: { nodeId: string; input: unknown }
  /** Goes no further than this node. */
  toNodeId?: string
  /** Stands for the outputs of these nodes, by their ids. */
  pins?: Readonly<Record<string, PinnedOutput>>
}

export interface RetryLetterOptions {
  /** In place of the input that failed. */
  input?: unknown
  /** `latest`: the version that starts use now. Default `original`. */
  version?: LetterVersion
  /** A certain version of the same workflow. */
  versionId?: string
  /** On whose behalf, for the history; `program` when absent. */
  by?: LetterActor
  /** The batch of which it is a part. */
  batchId?: string
}

/** A worker that has been silent for longer is not counted as alive. */
export const WORKER_ALIVE_MS = 15_000
const MAX_LIMITS_LISTED = 200

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
  private readonly load: LoadGuard
  private readonly starts: MicroBatcher<StartRequest, StartOutcome>
  private readonly registered = new Map<string, { workflow: Workflow; persisted?: Promise<WorkflowVersion> }>()
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
    const shared = { prefix: options.prefix ?? 'spane', logger: this.logger, intervalMs: 20 }
    const { backend } = options
    if (backend?.type === 'postgres') {
      const { connectionString } = backend
      this.queue = new ReconnectingQueue(() => createPostgresQueue(connectionString, shared))
      this.bus = new PostgresBus(connectionString, shared)
      this.flow = options.flow ?? new PostgresFlowState(connectionString, shared)
    } else if (redis) {
      this.queue = new ReconnectingQueue(async () => createRedisQueue(redis, shared))
      this.bus = new RedisBus(redis, shared)
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
    this.load = new LoadGuard({
      maxDepth: options.maxQueueDepth,
      readDepth: async () => (await this.queue.counts()).waiting,
    })
    this.starts = new MicroBatcher(
      async (batch) => {
        const { outcomes, effects } = await this.store.start(batch)
        this.dispatcher.carryOut(effects)
        this.metrics.executionsStarted(outcomes.filter((outcome) => outcome.created).length)
        return outcomes
      },
      { maxSize: 100 },
    )
  }

  /**
   * Checks a workflow and makes it known to this engine; it is persisted before its first execution (rule 11.3).
   * Takes the list form and the canonical form (rule 1.2).
   * @throws EngineError WORKFLOW_INVALID with every problem in `details`
   */
  registerWorkflow(definition: WorkflowDefinition | Workflow): Workflow {
    const workflow = this.checkWorkflow(definition)
    this.registered.set(workflow.id, { workflow })
    return workflow
  }

  /**
   * Stores a workflow as the version that starts use from now on, in every process.
   * @throws EngineError WORKFLOW_INVALID, also when it would run itself by way of others
   */
  async publishWorkflow(definition: unknown): Promise<WorkflowVersion> {
    const workflow = this.checkWorkflow(definition)
    const { store, workspaceId } = this
    const cycle = await findCallCycle(
      workflow,
      this.registry,
      async (id) => (await store.getPublishedVersion(workspaceId, id))?.workflow,
    )
    if (cycle) throw workflowInvalid([cycle])
    const version = await this.store.saveVersion({ workspaceId: this.workspaceId, workflow, publish: true })
    this.registered.delete(workflow.id)
    return version
  }

  /** A workflow that was registered with this engine. */
  getWorkflow(workflowId: string): Workflow | undefined {
    return this.registered.get(workflowId)?.workflow
  }

  /** The version that a start of this workflow uses: what this engine registered, else what is published. */
  async currentVersion(workflowId: string): Promise<WorkflowVersion | undefined> {
    const registered = this.registered.get(workflowId)
    if (!registered) return this.store.getPublishedVersion(this.workspaceId, workflowId)
    registered.persisted ??= this.store
      .saveVersion({ workspaceId: this.workspaceId, workflow: registered.workflow, publish: true })
      .catch((error) => {
        registered.persisted = undefined
        throw error
      })
    return registered.persisted
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
    if (this.closing) throw new EngineError('ENGINE_CLOSED', 'The engine is closed')
    const version = await this.store.getVersion(request.versionId)
    if (!version) throw new EngineError('VERSION_NOT_FOUND', `No workflow version has the id ${request.versionId}`)
    const entry = resolveEntry(version.workflow, this.registry, request.entryNodeId)
    if ('problem' in entry) {
      throw new EngineError('NODE_NOT_FOUND', entry.problem.message, { field: 'entryNodeId' })
    }
    const { entryNodeId } = entry
    const { from, toNodeId, pins, idempotencyKey, origin, traceparent } = request
    const partial = from !== undefined || toNodeId !== undefined || pins !== undefined
    const planned = partial
      ? planStart({
          graph: compileGraph(version.workflow),
          entryNodeId,
          to: toNodeId,
          ...(from && { from: { nodeId: from.nodeId, input: inputText(from.input, 'from.input') } }),
          ...(pins && { pins }),
        })
      : { plan: undefined }
    if ('refusal' in planned) throw planRefused(planned.refusal, from ? 'from.nodeId' : 'toNodeId')
    await this.load.admit()
    return this.start({
      executionId: createExecutionId(),
      versionId: version.id,
      entryNodeId,
      input: inputText(request.input),
      origin: origin ?? { kind: 'api' },
      ...(isTraceparent(traceparent) && { traceparent }),
      ...(planned.plan && { plan: planned.plan }),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      ...(request.priority === undefined ? {} : { priority: checkPriority(request.priority) }),
    })
  }

  /**
   * Starts a new execution from one that there is: the whole again, or from a node on with what its parents gave then
   * (rule 8.3). It is nobody's child, and the first one is left as it is.
   * @throws EngineError EXECUTION_NOT_FOUND, NODE_NOT_FOUND, or MISSING_OUTPUT with the node that has no result to reuse
   */
  async rerun(executionId: string, options: RerunOptions = {}): Promise<StartOutcome> {
    if (this.closing) throw new EngineError('ENGINE_CLOSED', 'The engine is closed')
    const { store, workspaceId, registry } = this
    const currentVersion = (workflowId: string) => this.currentVersion(workflowId)
    await this.load.admit()
    return this.start(await planRerun({ store, workspaceId, registry, currentVersion }, executionId, options))
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

  /** Retries up to 1,000 dead letters, each by itself; the same input again, or the one that is given. */
  async retryDeadLetters(
    ids: readonly string[],
    options: { input?: unknown } = {},
  ): Promise<BulkResult<{ id: string; executionId: string }>[]> {
    return inBulk(ids, async (id) => ({ id, executionId: await this.retryDeadLetter(id, options) }))
  }

  /** Planned starts go alone: one that is refused must not take others with it. */
  private async start({ traceparent, ...asked }: StartRequest & { traceparent?: string }): Promise<StartOutcome> {
    const trace = this.options.tracer?.executionCreated(traceparent === undefined ? {} : { traceparent })
    const version = await this.store.getVersion(asked.versionId)
    const request = {
      ...asked,
      ...(trace !== undefined && { trace }),
      ...(version && (await this.admissionOf(version.workflow, asked.executionId, asked.input))),
    }
    if (!request.plan) return this.starts.add(request)
    const { outcomes, effects } = await this.store.start([request])
    this.dispatcher.carryOut(effects)
    const outcome = outcomes[0] as StartOutcome
    this.metrics.executionsStarted(outcome.created ? 1 : 0)
    return outcome
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
            ...(await this.admissionOfCreated(execution, input)),
          }
        : { type: 'redispatch', nodeId, ...(input !== undefined && { input }) }
    const outcome = await this.dispatcher.apply(executionId, command)
    if (outcome.ok) return
    if (outcome.code === 'NODE_NOT_FOUND') throw refusalToError(outcome.code, { executionId, nodeId })
    throw new EngineError('NODE_NOT_STARTABLE', `The node ${nodeId} cannot be started now (${outcome.code})`)
  }

  /** Runs nodes in this process, at most `concurrency` at a time. */
  async startWorkers(concurrency = 10): Promise<void> {
    if (this.closing) throw new EngineError('ENGINE_CLOSED', 'The engine is closed')
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
    const { version = 'original', versionId, by = 'program', batchId } = options
    const origin = { by, ...(batchId !== undefined && { batchId }) }
    if (version === 'latest' || versionId !== undefined) {
      return this.retryOnVersion(id, { origin, ...(versionId && { versionId }), input: options.input })
    }
    const input = options.input === undefined ? undefined : inputText(options.input)
    return this.commandLetter(id, (nodeId) => ({
      type: 'retryDeadLetter',
      nodeId,
      origin,
      ...(input !== undefined && { input }),
    }))
  }

  /** Sets a letter aside that nobody will retry. @throws EngineError DEAD_LETTER_NOT_FOUND, DEAD_LETTER_NOT_OPEN */
  async discardDeadLetter(id: string, { by = 'program' }: { by?: LetterActor } = {}): Promise<void> {
    await this.commandLetter(id, (nodeId) => ({ type: 'discardDeadLetter', nodeId, origin: { by } }))
  }

  /** Takes that back. @throws EngineError DEAD_LETTER_NOT_FOUND, DEAD_LETTER_NOT_DISCARDED, EXECUTION_CANCELLED */
  async restoreDeadLetter(id: string, { by = 'program' }: { by?: LetterActor } = {}): Promise<void> {
    await this.commandLetter(id, (nodeId) => ({ type: 'restoreDeadLetter', nodeId, origin: { by } }))
  }

  /** Rate limits that were used lately and circuit breakers that are not closed, open circuits first; 200 at most. */
  listLimits(): Promise<FlowEntry[]> {
    return this.flow.list(this.workspaceId, MAX_LIMITS_LISTED)
  }

  /**
   * Closes a circuit by hand: what waits for it goes on at its time.
   * @throws EngineError CIRCUIT_NOT_FOUND when it is not open
   */
  async closeCircuit(id: string): Promise<void> {
    if (await this.flow.closeCircuit(this.workspaceId, id)) return
    throw new EngineError('CIRCUIT_NOT_FOUND', `No circuit has the id ${JSON.stringify(id)}, or it is closed already`)
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

  private async shutDown(): Promise<void> {
    await this.workers?.stop()
    await this.starts.idle()
    await this.dispatcher.idle()
    // One that was handed in belongs to others, too.
    if (!this.options.flow) await this.flow.close()
    await Promise.all([this.queue.close(), this.bus.close()])
  }

  private checkWorkflow(definition: unknown): Workflow {
    const normalized = normalizeWorkflow(definition, this.registry)
    if ('problems' in normalized) throw workflowInvalid(normalized.problems)
    const { maxNodes } = this.options
    const problems = validateWorkflow(normalized.workflow, this.registry, maxNodes === undefined ? {} : { maxNodes })
    if (hasErrors(problems)) throw workflowInvalid(problems)
    return normalized.workflow
  }

  /** With whom an execution counts, when its workflow limits how many run. */
  private async admissionOf(
    workflow: Workflow,
    executionId: string,
    inputJson: string,
  ): Promise<{ concurrencyKey?: string }> {
    const { concurrency } = workflow.settings ?? {}
    if (!concurrency) return {}
    if (concurrency.key === undefined) return { concurrencyKey: '' }
    const input: unknown = JSON.parse(inputJson)
    const scope = { input, execution: { id: executionId, workflowId: workflow.id }, readOutput: async () => undefined }
    try {
      const key = await evaluateKey(concurrency.key, scope, this.options.resolveConfig)
      return { concurrencyKey: this.options.redact?.(key) ?? key }
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error)
      const field = 'settings.concurrency.key'
      throw new EngineError('BAD_INPUT', `The concurrency key has no value for this input: ${said}`, {
        field,
        cause: error,
      })
    }
  }

  private async admissionOfCreated(
    execution: ExecutionRow,
    edited: string | undefined,
  ): Promise<{ concurrencyKey?: string }> {
    const version = await this.store.getVersion(execution.versionId)
    if (!version?.workflow.settings?.concurrency) return {}
    const input = edited ?? (await this.store.readExecutionInput(execution.id)) ?? 'null'
    return this.admissionOf(version.workflow, execution.id, input)
  }

  private async command(executionId: string, command: Command): Promise<void> {
    const outcome = await this.dispatcher.apply(executionId, command)
    if (!outcome.ok) throw refusalToError(outcome.code, { executionId })
  }

  private async retryOnVersion(
    id: string,
    options: { versionId?: string; input?: unknown; origin: LetterOrigin },
  ): Promise<string> {
    if (this.closing) throw new EngineError('ENGINE_CLOSED', 'The engine is closed')
    const { store, workspaceId, registry } = this
    const letter = await store.readDeadLetter(id)
    if (letter?.workspaceId !== workspaceId) throw refusalToError('DEAD_LETTER_NOT_FOUND', { letterId: id })
    // Said before the nodes are looked at: it is the better answer when both are wrong.
    if (letter.status !== 'open') throw refusalToError('DEAD_LETTER_NOT_OPEN', { letterId: id })
    const currentVersion = (workflowId: string) => this.currentVersion(workflowId)
    const request = await planRetryOnVersion({ store, workspaceId, registry, currentVersion }, letter, options)
    const { executionId } = await this.start(request)
    this.bus.publish([{ executionId: letter.executionId, workspaceId, seq: 0 }])
    return executionId
  }

  private async commandLetter(id: string, create: (nodeId: string) => Command): Promise<string> {
    const letter = await this.store.readDeadLetter(id)
    if (!letter || letter.workspaceId !== this.workspaceId)
      throw refusalToError('DEAD_LETTER_NOT_FOUND', { letterId: id })
    const { executionId, nodeId } = letter
    const outcome = await this.dispatcher.apply(executionId, create(nodeId))
    if (!outcome.ok) throw refusalToError(outcome.code, { executionId, nodeId, letterId: id })
    // Setting a letter aside is no event of its execution, but the lists that show it are stale.
    this.bus.publish([{ executionId, workspaceId: this.workspaceId, seq: 0 }])
    return executionId
  }
}

export function toDLQItem(letter: DeadLetterRow): DLQItem {
  return {
    id: letter.id,
    executionId: letter.executionId,
    workflowId: letter.workflowId,
    nodeId: letter.nodeId,
    fingerprint: letter.fingerprint,
    status: letter.status,
    error: { code: letter.errorCode, message: letter.errorMessage },
    attempts: letter.attempts,
    failures: letter.failures,
    failedAt: new Date(letter.failedAt).toISOString(),
  }
}

function checkPriority(priority: number): number {
  const checked = prioritySchema.safeParse(priority)
  if (checked.success) return checked.data
  throw new EngineError('BAD_INPUT', 'A priority is a whole number from 0 (first) to 9 (last)', { field: 'priority' })
}

function workflowInvalid(problems: Problem[]): EngineError {
  const errors = problems.filter((problem) => problem.severity === 'error')
  const first = errors[0]
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  return new EngineError('WORKFLOW_INVALID', `${first?.message ?? 'The workflow is not valid'}${more}`, {
    details: problems,
    ...(first?.path === undefined ? {} : { field: first.path }),
  })
}
