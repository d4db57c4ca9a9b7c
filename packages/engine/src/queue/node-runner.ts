import { randomUUID } from 'node:crypto'
import {
  type ChildResult,
  type ChildrenRequest,
  createNodeLogger,
  type ExecutionContext,
  UnrecoverableNodeError,
} from '@spane/node-sdk'
import { ancestorsOf, parentsOf, passThroughPort, type WorkflowGraph } from '@spane/workflow'
import type { ClaimedNode, Command, NodeDefaults } from '../execution/command.ts'
import { composeInput, composeOutput, previousResults } from '../execution/compose-input.ts'
import { nodePolicy } from '../execution/node-policy.ts'
import { errorToCommand, resultToCommand } from '../execution/result-to-command.ts'
import type { WaitState } from '../execution/state.ts'
import type { Logger } from '../logger.ts'
import type { ResolveConfig } from '../ports/config-resolver.ts'
import type { EventBus } from '../ports/event-bus.ts'
import type { ExecutionStore, NodeInput, NodeInputRequest } from '../ports/execution-store.ts'
import type { FlowState } from '../ports/flow-state.ts'
import type { EndedStart, EngineMetrics } from '../ports/metrics.ts'
import type { ResumeTarget, ResumeUrl } from '../ports/resume-url.ts'
import type { EngineTracer, NodeSpan } from '../ports/tracing.ts'
import type { NodeRegistry } from '../registry/node-registry.ts'
import { createChildren } from './create-children.ts'
import type { Dispatcher } from './dispatcher.ts'
import { describeEndedStart } from './ended-start.ts'
import { FlowGate, LimitReached, type Pass, type TypeRateLimit } from './flow-gate.ts'
import type { HeldStart, Leases } from './leases.ts'
import { LogWriter } from './log-writer.ts'
import { MicroBatcher } from './micro-batcher.ts'
import type { NodeLog } from './node-log.ts'
import type { WakeUp } from './queue-backend.ts'
import { type AttemptEnd, runAttempt } from './run-attempt.ts'
import { startNodeSpan } from './start-node-span.ts'
import type { VersionCache } from './version-cache.ts'

interface NodeRunnerOptions {
  workerId: string
  store: ExecutionStore
  /** Told of lines in the logs of running nodes. */
  bus?: EventBus
  dispatcher: Dispatcher
  leases: Leases
  versions: VersionCache
  registry: NodeRegistry
  defaults: NodeDefaults
  leaseMs: number
  maxOutputBytes: number
  resolveConfig: ResolveConfig | undefined
  /** Shared by all workers. */
  flow: FlowState
  /** By node type. */
  rateLimits: Readonly<Record<string, TypeRateLimit>>
  redact: (text: string) => string
  resumeUrl?: ResumeUrl | undefined
  logger: Logger
  metrics?: EngineMetrics
  tracer?: EngineTracer | undefined
}

const READ_BATCH = 200
/** How long one wake-up may keep its slot with successors. */
const TIME_SLICE_MS = 250

/**
 * What a worker does with a wake-up: claim the node, run it, record its result. A wake-up that is late, double or
 * wrong ends at the claim (rule 9).
 */
export class NodeRunner {
  private readonly options: NodeRunnerOptions
  private readonly inputs: MicroBatcher<NodeInputRequest, NodeInput | undefined>
  private readonly logs: LogWriter
  private readonly gate: FlowGate

  constructor(options: NodeRunnerOptions) {
    this.options = options
    this.inputs = new MicroBatcher((batch) => options.store.readNodeInputs(batch), { maxSize: READ_BATCH })
    this.logs = new LogWriter(options)
    this.gate = new FlowGate(options)
  }

  /**
   * Runs the node of a wake-up, and then what its result made ready, one after the other in the same slot: a successor
   * that starts with the transaction of its parent needs no way through the queue. A slice of time bounds that, so that
   * a long chain does not keep others waiting.
   */
  async run({ executionId, nodeId }: WakeUp): Promise<void> {
    const { dispatcher, workerId, leaseMs, defaults, logger } = this.options
    try {
      const claimedFrom = performance.now()
      const claim = await dispatcher.apply(executionId, { type: 'claim', nodeId, workerId, leaseMs, defaults })
      let next: NextStart | undefined =
        claim.ok && claim.claimed ? { claimed: claim.claimed, claimMs: performance.now() - claimedFrom } : undefined
      const sliceEnd = performance.now() + TIME_SLICE_MS
      // What is to go later asks the queue before each node, so that what is to go first gets the slot.
      const mayGoOn = (priority: number) => priority === 0 && performance.now() < sliceEnd
      while (next) next = await this.runClaimed(next, mayGoOn)
    } catch (error) {
      // The store is away. The lease runs out and the node is taken over, or the sweeper finds it ready.
      logger.warn({ executionId, nodeId, err: String(error) }, 'node run interrupted')
    }
  }

  /** Runs a node that this worker holds; returns the next one when its result started one. */
  private async runClaimed(start: NextStart, mayGoOn: (priority: number) => boolean): Promise<NextStart | undefined> {
    const { leases, workerId, leaseMs, defaults, versions, metrics, logger } = this.options
    const { execution, node } = start.claimed
    const held = leases.hold({ executionId: execution.id, nodeId: node.nodeId, token: node.starts })
    let span: NodeSpan | undefined
    let ended: EndedStart | undefined
    let errorCode: string | undefined
    try {
      const graph = await versions.graph(execution.versionId)
      const nodeType = graph.nodes.get(node.nodeId)?.type ?? ''
      span = startNodeSpan(this.options.tracer, start.claimed, nodeType, start.claimMs)
      const input =
        inputFromParent(graph, start) ??
        (await this.inputs.add({ executionId: execution.id, nodeId: node.nodeId, claimed: start.claimed }))
      const beganAt = performance.now()
      const command = input && (await this.counted(nodeType, () => this.attempt(input, held, span)))
      ended = describeEndedStart(start.claimed, nodeType, command, performance.now() - beganAt)
      metrics?.startEnded(ended)
      if (!command) return undefined
      const recordedFrom = performance.now()
      if (command.type === 'fail') {
        // The message may quote what the node was given: it stands with the attempt, and not in the log.
        const { nodeId, attempt } = node
        logger.info({ executionId: execution.id, nodeId, nodeType, attempt, code: command.error.code }, 'node failed')
      }
      const goesOn =
        command.type === 'complete' && command.delivered.length > 0 && !leases.stopping && mayGoOn(execution.priority)
      const claimed = await this.record(
        held,
        goesOn ? { ...command, claimNext: { workerId, leaseMs, defaults } } : command,
      )
      span?.part('commit', performance.now() - recordedFrom)
      if (command.type === 'fail') errorCode = command.error.code
      return claimed && command.type === 'complete' ? { claimed, after: command } : undefined
    } finally {
      span?.end(ended?.outcome ?? 'interrupted', errorCode)
      leases.drop(held)
    }
  }

  private async counted<T>(nodeType: string, work: () => Promise<T>): Promise<T> {
    const { metrics } = this.options
    metrics?.nodesRunning(nodeType, 1)
    try {
      return await work()
    } finally {
      metrics?.nodesRunning(nodeType, -1)
    }
  }

  /** Runs one attempt; returns the command that records it, or nothing when nobody waits for it. */
  private async attempt(input: NodeInput, held: HeldStart, span: NodeSpan | undefined): Promise<Command | undefined> {
    const { registry, versions, defaults, redact, maxOutputBytes } = this.options
    const { node, execution } = input
    const { nodeId } = node
    const graph = await versions.graph(execution.versionId)
    const common = { graph, nodeId, token: node.starts, deadLetterId: randomUUID(), defaults, maxOutputBytes, redact }
    const definition = graph.nodes.get(nodeId)
    const type = definition?.type ?? ''
    if (definition?.disabled) {
      const port = passThroughPort(definition, registry.get(type), graph.outgoing.get(nodeId) ?? [])
      return resultToCommand({ ...common, result: { success: true, data: composeInput(graph, input), ports: [port] } })
    }
    const executor = registry.executor(type)
    if (!executor) {
      const error = new UnrecoverableNodeError(`No executor is registered for the node type ${type}`, {
        code: 'UNKNOWN_TYPE',
      })
      return errorToCommand({ ...common, error })
    }
    const log = this.logs.begin(held, execution.workspaceId, redact)
    const { timeout } = nodePolicy(graph, nodeId, defaults)
    let pass: Pass | undefined
    const createContext = async (signal: AbortSignal): Promise<ExecutionContext> => {
      const context = await this.createContext({ input, graph, signal, log, span })
      if (definition && this.gate.concerns(definition, node)) {
        pass = await this.gate.pass({ ...execution, definition, node, executor, timeout, context })
      }
      return context
    }
    const run = () => runAttempt({ executor, createContext, timeout, abort: held.signal })
    const end = await (span ? span.run(run) : run())
    if (end.kind === 'threw' && end.error instanceof LimitReached) {
      const { of, subject: name, delay, limits } = end.error
      await this.logs.end(log)
      const { token, deadLetterId } = common
      return { type: 'limit', nodeId, token, deadLetterId, of, name, delay, limits }
    }
    const command = await this.endAttempt(end, input, held, { ...common, log, span })
    pass?.(command)
    return command
  }

  /** The command that records the end of an attempt. */
  private async endAttempt(
    end: AttemptEnd,
    input: NodeInput,
    held: HeldStart,
    { log, span, ...common }: EndContext,
  ): Promise<Command | undefined> {
    const result = end.kind === 'returned' ? end.result : undefined
    if (result?.success && result.children)
      return this.suspendForChildren(input, held, result.children, { ...common, log, span })
    return this.toCommand(end, held, { ...common, logs: await this.logs.end(log) })
  }

  private async suspendForChildren(
    input: NodeInput,
    held: HeldStart,
    request: ChildrenRequest,
    { log, span, ...common }: EndContext,
  ): Promise<Command | undefined> {
    const { store, registry, metrics } = this.options
    const trace = span && (() => this.options.tracer?.executionCreated({ traceparent: span.traceparent }))
    const logs = await this.logs.end(log)
    try {
      return await createChildren({ store, registry, input, request, signal: held.signal, logs, metrics, trace })
    } catch (error) {
      if (held.signal.aborted) return this.toCommand({ kind: 'aborted' }, held, { ...common, logs })
      return errorToCommand({ ...common, error, logs })
    }
  }

  private toCommand(
    end: AttemptEnd,
    held: HeldStart,
    common: Omit<Parameters<typeof errorToCommand>[0], 'error'>,
  ): Command | undefined {
    switch (end.kind) {
      case 'returned':
        return resultToCommand({ ...common, result: end.result })
      case 'threw':
        return errorToCommand({ ...common, error: end.error })
      case 'timeout': {
        const error = Object.assign(new Error(`The attempt took longer than ${end.timeout} ms`), { code: 'TIMEOUT' })
        error.stack = undefined
        return errorToCommand({ ...common, error, outcome: 'timeout' })
      }
      case 'aborted':
        return held.released
          ? { type: 'release', nodeId: held.nodeId, token: held.token, logs: common.logs }
          : undefined
    }
  }

  /** Records the end of a start. Tries again while the store is away: the work is done, and it may be dear. */
  private async record(held: HeldStart, command: Command): Promise<ClaimedNode | undefined> {
    for (let delay = 50; ; delay = Math.min(delay * 2, 2_000)) {
      try {
        const outcome = await this.options.dispatcher.apply(held.executionId, command)
        return outcome.ok ? outcome.claimed : undefined
      } catch (error) {
        // Past the lease another worker has the node, and this result would be refused.
        if (held.expired() || held.released) throw error
        await new Promise((resolve) => setTimeout(resolve, delay))
      }
    }
  }

  private async readChildren(executionId: string, nodeId: string, range: { from: number; limit: number }) {
    const rows = await this.options.store.readChildren({ executionId, nodeId }, range)
    return Promise.all(
      rows.map(async (row): Promise<ChildResult> => {
        const { id, versionId, status } = row.execution
        const graph = await this.options.versions.graph(versionId)
        const ended = status === 'completed' || status === 'failed' || status === 'cancelled'
        return {
          executionId: id,
          index: row.index,
          status: ended ? status : 'queued',
          ...(status === 'completed' && { output: composeOutput(graph, row.outputs) }),
          ...(row.error && { error: row.error }),
        }
      }),
    )
  }

  private async createContext(options: {
    input: NodeInput
    graph: WorkflowGraph
    signal: AbortSignal
    log: NodeLog
    span: NodeSpan | undefined
  }): Promise<ExecutionContext> {
    const { input, graph, signal, log, span } = options
    const { node, execution } = input
    const { store, resolveConfig, registry } = this.options
    const definition = graph.nodes.get(node.nodeId)
    const inputData = composeInput(graph, input)
    const readOutput = async (nodeId: string): Promise<unknown> => {
      if (!ancestorsOf(graph, node.nodeId).has(nodeId)) return undefined
      const outputs = await store.readOutputs(execution.id, [nodeId])
      const text = outputs[nodeId]
      return text === undefined ? undefined : JSON.parse(text)
    }
    const config = definition?.config ?? {}
    const description = registry.description(definition?.type ?? '')
    const resumeUrl = description?.resumable && this.options.resumeUrl?.(openWait(execution.id, node))
    const nodeConfig = resolveConfig
      ? await resolveConfig({
          config,
          nodeType: definition?.type ?? '',
          description,
          scope: {
            input: inputData,
            execution: { id: execution.id, workflowId: execution.workflowId, ...(resumeUrl && { resumeUrl }) },
            readOutput,
          },
          signal,
        })
      : config
    return {
      workflowId: execution.workflowId,
      executionId: execution.id,
      nodeId: node.nodeId,
      attempt: node.attempt,
      start: node.starts,
      inputData,
      nodeConfig,
      parents: parentsOf(graph, node.nodeId),
      previousResults: previousResults(input),
      signal,
      idempotencyKey: `${execution.id}:${node.nodeId}`,
      resumed: node.resumed,
      ...(node.resumed && node.wait?.kind === 'signal' && { signalled: readSignal(node.wait) }),
      ...(resumeUrl && { resumeUrl }),
      readChildren: (range) => this.readChildren(execution.id, node.nodeId, range),
      log: createNodeLogger((level, message, fields) => log.write(level, message, fields)),
      ...(span && { traceparent: span.traceparent }),
      readOutput,
    }
  }
}

/** What the end of an attempt is recorded with. */
type EndContext = Omit<Parameters<typeof errorToCommand>[0], 'error'> & { log: NodeLog; span: NodeSpan | undefined }

/** A node to run, and the result that made it ready when this worker has just recorded it. */
interface NextStart {
  claimed: ClaimedNode
  after?: Extract<Command, { type: 'complete' }>
  /** How long its claim took, when it was one of its own. */
  claimMs?: number
}

/** The input of a node whose only parent this worker has just completed: nothing has to be read for it. */
function inputFromParent(graph: WorkflowGraph, { claimed, after }: NextStart): NodeInput | undefined {
  const { execution, node } = claimed
  const parents = parentsOf(graph, node.nodeId)
  if (!after || parents.length !== 1 || parents[0] !== after.nodeId) return undefined
  const delivered = new Set(after.delivered)
  const incoming = graph.incoming.get(node.nodeId) ?? []
  return {
    execution,
    node,
    executionInput: null,
    deliveredEdges: incoming.map((edge) => edge.id).filter((id) => delivered.has(id)),
    sources: [
      {
        nodeId: after.nodeId,
        status: 'completed',
        output: after.output,
        outputPerPort: after.outputPerPort,
        error: null,
      },
    ],
  }
}

/** The wait that a start begins, or goes on with after a reminder. */
function openWait(executionId: string, { nodeId, starts, resumed, wait }: ClaimedNode['node']): ResumeTarget {
  return { executionId, nodeId, start: resumed && wait?.kind === 'signal' ? wait.opened : starts }
}

function readSignal(wait: Extract<WaitState, { kind: 'signal' }>): ExecutionContext['signalled'] {
  if (wait.reminding) return { reminder: wait.reminders }
  return wait.payload === undefined ? { timedOut: true } : { payload: JSON.parse(wait.payload) }
}
