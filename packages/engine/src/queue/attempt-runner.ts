import { randomUUID } from 'node:crypto'
import { type ChildrenRequest, UnrecoverableNodeError } from '@spane/node-sdk'
import { passThroughPort, type WorkflowGraph, type WorkflowNode } from '@spane/workflow'
import type { Command, NodeDefaults } from '../execution/command.ts'
import { composeInput } from '../execution/compose-input.ts'
import { timeoutOf } from '../execution/node-policy.ts'
import { errorToCommand, resultToCommand } from '../execution/result-to-command.ts'
import type { LogLine } from '../execution/state.ts'
import type { Logger } from '../logger.ts'
import type { ResolveConfig } from '../ports/config-resolver.ts'
import type { ExecutionStore, NodeInput } from '../ports/execution-store.ts'
import type { FlowState } from '../ports/flow-state.ts'
import type { EngineMetrics } from '../ports/metrics.ts'
import type { ResumeUrl } from '../ports/resume-url.ts'
import type { EngineTracer, NodeSpan } from '../ports/tracing.ts'
import type { NodeRegistry } from '../registry/node-registry.ts'
import { createChildren } from './create-children.ts'
import { createContext } from './create-context.ts'
import { FlowGate, LimitReached, type Pass, type TypeRateLimit } from './flow-gate.ts'
import type { LazyAbort } from './lazy-abort.ts'
import type { HeldStart } from './leases.ts'
import { type AttemptEnd, runAttempt, timeoutText } from './run-attempt.ts'
import type { StartLog } from './start-log.ts'
import type { VersionCache } from './version-cache.ts'

export interface AttemptRunnerOptions {
  store: ExecutionStore
  versions: VersionCache
  registry: NodeRegistry
  defaults: NodeDefaults
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

/** A start of a node that this worker holds. */
export interface Start {
  input: NodeInput
  graph: WorkflowGraph
  definition: WorkflowNode | undefined
  held: HeldStart
  span: NodeSpan | undefined
  log: StartLog
}

/** Calls the executor of a node that this worker holds, within its limits, and says how what it did is recorded. */
export class AttemptRunner {
  private readonly options: AttemptRunnerOptions
  private readonly gate: FlowGate

  constructor(options: AttemptRunnerOptions) {
    this.options = options
    this.gate = new FlowGate(options)
  }

  /** Returns the command that records the attempt, or nothing when nobody waits for it. */
  async run(start: Start): Promise<Command | undefined> {
    const { registry, defaults } = this.options
    const { input, graph, definition, held, span, log } = start
    const { node, execution } = input
    const type = definition?.type ?? ''
    if (definition?.disabled) {
      const port = passThroughPort(definition, registry.get(type), graph.outgoing.get(node.nodeId) ?? [])
      const result = { success: true, data: composeInput(graph, input), ports: [port] }
      return resultToCommand({ ...this.recordedWith(start), result })
    }
    const executor = registry.executor(type)
    if (!executor) {
      const error = new UnrecoverableNodeError(`No executor is registered for the node type ${type}`, {
        code: 'UNKNOWN_TYPE',
      })
      return errorToCommand({ ...this.recordedWith(start), error })
    }
    const timeout = timeoutOf(graph, node.nodeId, defaults)
    let pass: Pass | undefined
    const openContext = async (abort: LazyAbort) => {
      const traceparent = span?.traceparent
      const context = await createContext(this.options, { input, graph, abort, openLog: () => log.open(), traceparent })
      if (definition && this.gate.concerns(definition, node)) {
        pass = await this.gate.pass({ ...execution, definition, node, executor, timeout, context })
      }
      return context
    }
    const run = () => runAttempt({ executor, openContext, timeout, abort: held.abort })
    const end = await (span ? span.run(run) : run())
    const logs = await log.end()
    if (end.kind === 'threw' && end.error instanceof LimitReached) {
      const { of, subject: name, delay, limits } = end.error
      const { nodeId, starts: token } = node
      return { type: 'limit', nodeId, token, deadLetterId: randomUUID(), of, name, delay, limits }
    }
    const command = await this.endAttempt(end, start, logs)
    pass?.(command)
    return command
  }

  /** What the end of a start is recorded with. */
  private recordedWith({ graph, held }: Start, logs?: LogLine[]) {
    const { defaults, maxOutputBytes, redact } = this.options
    return { graph, nodeId: held.nodeId, token: held.token, defaults, maxOutputBytes, redact, logs }
  }

  /** The command that records the end of an attempt. */
  private endAttempt(
    end: AttemptEnd,
    start: Start,
    logs: LogLine[] | undefined,
  ): Command | undefined | Promise<Command | undefined> {
    if (end.kind !== 'returned') return this.toCommand(end, start, logs)
    const { result } = end
    if (result?.success && result.children) return this.suspendForChildren(start, result.children, logs)
    return resultToCommand({ ...this.recordedWith(start, logs), result })
  }

  private async suspendForChildren(
    start: Start,
    request: ChildrenRequest,
    logs: LogLine[] | undefined,
  ): Promise<Command | undefined> {
    const { store, registry, metrics, tracer } = this.options
    const { input, held, span } = start
    const { abort } = held
    const trace = span && (() => tracer?.executionCreated({ traceparent: span.traceparent }))
    try {
      return await createChildren({ store, registry, input, request, abort, logs, metrics, trace })
    } catch (error) {
      return this.toCommand(abort.aborted ? { kind: 'aborted' } : { kind: 'threw', error }, start, logs)
    }
  }

  private toCommand(
    end: Exclude<AttemptEnd, { kind: 'returned' }>,
    start: Start,
    logs: LogLine[] | undefined,
  ): Command | undefined {
    const { nodeId, token, released } = start.held
    switch (end.kind) {
      case 'threw':
        return errorToCommand({ ...this.recordedWith(start, logs), error: end.error })
      case 'timeout': {
        const error = Object.assign(new Error(timeoutText(end.timeout)), { code: 'TIMEOUT' })
        error.stack = undefined
        return errorToCommand({ ...this.recordedWith(start, logs), error, outcome: 'timeout' })
      }
      case 'aborted':
        return released ? { type: 'release', nodeId, token, logs } : undefined
    }
  }
}
