import { randomUUID } from 'node:crypto'
import { type ExecutionContext, UnrecoverableNodeError } from '@spane/node-sdk'
import { ancestorsOf, parentsOf, type WorkflowGraph } from '@spane/workflow'
import type { Command, NodeDefaults } from '../execution/command.ts'
import { composeInput, previousResults } from '../execution/compose-input.ts'
import { nodePolicy } from '../execution/node-policy.ts'
import { errorToCommand, resultToCommand } from '../execution/result-to-command.ts'
import type { Logger } from '../logger.ts'
import type { ResolveConfig } from '../ports/config-resolver.ts'
import type { ExecutionStore, NodeInput } from '../ports/execution-store.ts'
import type { NodeRegistry } from '../registry/node-registry.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { HeldStart, Leases } from './leases.ts'
import { MicroBatcher } from './micro-batcher.ts'
import { NodeLog } from './node-log.ts'
import type { WakeUp } from './queue-backend.ts'
import { type AttemptEnd, runAttempt } from './run-attempt.ts'
import type { VersionCache } from './version-cache.ts'

interface NodeRunnerOptions {
  workerId: string
  store: ExecutionStore
  dispatcher: Dispatcher
  leases: Leases
  versions: VersionCache
  registry: NodeRegistry
  defaults: NodeDefaults
  leaseMs: number
  maxOutputBytes: number
  resolveConfig: ResolveConfig | undefined
  redact: (text: string) => string
  logger: Logger
}

const READ_BATCH = 200

/**
 * What a worker does with a wake-up: claim the node, run it, record its result. A wake-up that is late, double or
 * wrong ends at the claim (rule 9).
 */
export class NodeRunner {
  private readonly options: NodeRunnerOptions
  private readonly inputs: MicroBatcher<WakeUp, NodeInput | undefined>

  constructor(options: NodeRunnerOptions) {
    this.options = options
    this.inputs = new MicroBatcher((batch) => options.store.readNodeInputs(batch), READ_BATCH)
  }

  async run(wakeUp: WakeUp): Promise<void> {
    const { dispatcher, workerId, leaseMs, leases, logger } = this.options
    const { executionId, nodeId } = wakeUp
    try {
      const claim = await dispatcher.apply(executionId, { type: 'claim', nodeId, workerId, leaseMs })
      if (!claim.ok) return
      const input = await this.inputs.add(wakeUp)
      // Between the two reads the start may have been revoked: then the row is no longer ours.
      if (input?.node.status !== 'running' || input.node.workerId !== workerId) return
      const held = leases.hold({ executionId, nodeId, token: input.node.starts })
      try {
        const command = await this.attempt(input, held)
        if (command) await this.record(held, command)
      } finally {
        leases.drop(held)
      }
    } catch (error) {
      // The store is away. The lease runs out and the node is taken over, or the sweeper finds it ready.
      logger.warn({ executionId, nodeId, err: String(error) }, 'node run interrupted')
    }
  }

  /** Runs one attempt; returns the command that records it, or nothing when nobody waits for it. */
  private async attempt(input: NodeInput, held: HeldStart): Promise<Command | undefined> {
    const { registry, versions, defaults, redact, maxOutputBytes } = this.options
    const { node, execution } = input
    const { nodeId } = node
    const log = new NodeLog(redact)
    const graph = await versions.graph(execution.versionId)
    const common = { graph, nodeId, token: node.starts, deadLetterId: randomUUID(), maxOutputBytes, redact }
    const type = graph.nodes.get(nodeId)?.type ?? ''
    const executor = registry.executor(type)
    if (!executor) {
      const error = new UnrecoverableNodeError(`No executor is registered for the node type ${type}`, {
        code: 'UNKNOWN_TYPE',
      })
      return errorToCommand({ ...common, error })
    }
    const end = await runAttempt({
      executor,
      createContext: (signal) => this.createContext({ input, graph, signal, log }),
      timeout: nodePolicy(graph, nodeId, defaults).timeout,
      abort: held.signal,
    })
    return this.toCommand(end, held, { ...common, logs: log.toText() })
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
  private async record(held: HeldStart, command: Command): Promise<void> {
    for (let delay = 50; ; delay = Math.min(delay * 2, 2_000)) {
      try {
        await this.options.dispatcher.apply(held.executionId, command)
        return
      } catch (error) {
        // Past the lease another worker has the node, and this result would be refused.
        if (held.expired() || held.released) throw error
        await new Promise((resolve) => setTimeout(resolve, delay))
      }
    }
  }

  private async createContext(options: {
    input: NodeInput
    graph: WorkflowGraph
    signal: AbortSignal
    log: NodeLog
  }): Promise<ExecutionContext> {
    const { input, graph, signal, log } = options
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
    const nodeConfig = resolveConfig
      ? await resolveConfig({
          config,
          nodeType: definition?.type ?? '',
          description: registry.description(definition?.type ?? ''),
          scope: { input: inputData, execution: { id: execution.id, workflowId: execution.workflowId }, readOutput },
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
      log: (level, message) => log.write(level, message),
      readOutput,
    }
  }
}
