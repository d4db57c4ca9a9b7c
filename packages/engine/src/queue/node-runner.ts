import type { ClaimedNode, Command } from '../execution/command.ts'
import type { EventBus } from '../ports/event-bus.ts'
import type { Dispatch, NodeInput, NodeInputRequest } from '../ports/execution-store.ts'
import type { EndedStart } from '../ports/metrics.ts'
import type { NodeSpan } from '../ports/tracing.ts'
import { AttemptRunner, type AttemptRunnerOptions } from './attempt-runner.ts'
import type { Dispatcher } from './dispatcher.ts'
import { describeEndedStart } from './ended-start.ts'
import { type Complete, inputFromParent } from './input-from-parent.ts'
import type { HeldStart, Leases } from './leases.ts'
import { LogWriter } from './log-writer.ts'
import { MicroBatcher } from './micro-batcher.ts'
import type { WakeUp } from './queue-backend.ts'
import type { ReadyNodes } from './ready-nodes.ts'
import { StartLog } from './start-log.ts'
import { startNodeSpan } from './start-node-span.ts'

interface NodeRunnerOptions extends AttemptRunnerOptions {
  workerId: string
  /** Told of lines in the logs of running nodes. */
  bus?: EventBus
  dispatcher: Dispatcher
  leases: Leases
  /** What slots of this process may take without the queue. */
  readyNodes?: ReadyNodes
  leaseMs: number
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
  private readonly attempts: AttemptRunner

  constructor(options: NodeRunnerOptions) {
    this.options = options
    this.inputs = new MicroBatcher((batch) => options.store.readNodeInputs(batch), { maxSize: READ_BATCH })
    this.logs = new LogWriter(options)
    this.attempts = new AttemptRunner(options)
  }

  /**
   * Runs the node of a wake-up, and then what its result made ready, one after the other in the same slot: a successor
   * that starts with the transaction of its parent needs no way through the queue. When there is none, the slot goes on
   * with what other results of this process made ready. A slice of time bounds that, so that nobody else has to wait.
   */
  async run(wakeUp: WakeUp): Promise<void> {
    const { leases, readyNodes } = this.options
    const sliceEnd = performance.now() + TIME_SLICE_MS
    const hasTime = () => !leases.stopping && performance.now() < sliceEnd
    await this.runFrom(wakeUp, hasTime)
    for (let ready = hasTime() ? readyNodes?.take() : undefined; ready; ready = readyNodes?.take()) {
      await this.runFrom(ready, hasTime, ready)
      if (!hasTime()) return
    }
  }

  /** Claims a node and runs it, and what follows from its result as long as there is time. */
  private async runFrom({ executionId, nodeId }: WakeUp, hasTime: () => boolean, kept?: Dispatch): Promise<void> {
    const { dispatcher, workerId, leaseMs, defaults, logger } = this.options
    try {
      const claimedFrom = performance.now()
      const claim = await dispatcher.apply(executionId, { type: 'claim', nodeId, workerId, leaseMs, defaults })
      // Not before: one that could not be claimed because the store was away is still the relay's.
      if (kept) dispatcher.taken(kept)
      let next: NextStart | undefined =
        claim.ok && claim.claimed ? { claimed: claim.claimed, claimMs: performance.now() - claimedFrom } : undefined
      while (next) next = await this.runClaimed(next, hasTime)
    } catch (error) {
      // The store is away. The lease runs out and the node is taken over, or the sweeper finds it ready.
      logger.warn({ executionId, nodeId, err: String(error) }, 'node run interrupted')
    }
  }

  /** Runs a node that this worker holds; returns the next one when its result started one. */
  private async runClaimed(next: NextStart, hasTime: () => boolean): Promise<NextStart | undefined> {
    const { leases, versions, metrics, logger } = this.options
    const { claimed } = next
    const { execution, node } = claimed
    const held = leases.hold({ executionId: execution.id, nodeId: node.nodeId, token: node.starts })
    let span: NodeSpan | undefined
    let ended: EndedStart | undefined
    let errorCode: string | undefined
    try {
      const graph = versions.known(execution.versionId) ?? (await versions.graph(execution.versionId))
      const definition = graph.nodes.get(node.nodeId)
      const nodeType = definition?.type ?? ''
      span = startNodeSpan(this.options.tracer, claimed, nodeType, next.claimMs)
      const input =
        inputFromParent(graph, next) ??
        (await this.inputs.add({ executionId: execution.id, nodeId: node.nodeId, claimed }))
      if (!input) return undefined
      const log = new StartLog(this.logs, held, execution.workspaceId, this.options.redact)
      const beganAt = performance.now()
      metrics?.nodesRunning(nodeType, 1)
      let command: Command | undefined
      try {
        command = await this.attempts.run({ input, graph, definition, held, span, log })
      } finally {
        metrics?.nodesRunning(nodeType, -1)
      }
      ended = describeEndedStart(claimed, nodeType, command, performance.now() - beganAt)
      metrics?.startEnded(ended)
      if (!command) return undefined
      const recordedFrom = performance.now()
      if (command.type === 'fail') {
        // The message may quote what the node was given: it stands with the attempt, and not in the log.
        const { nodeId, attempt } = node
        logger.info({ executionId: execution.id, nodeId, nodeType, attempt, code: command.error.code }, 'node failed')
        errorCode = command.error.code
      }
      // What is to go later asks the queue before each node, so that what is to go first gets the slot.
      const mayGoOn = execution.priority === 0 && hasTime()
      const following =
        command.type === 'complete' && mayGoOn
          ? await this.recordAndClaim(held, command)
          : await this.record(held, command)
      span?.part('commit', performance.now() - recordedFrom)
      return following && command.type === 'complete' ? { claimed: following, after: command } : undefined
    } finally {
      span?.end(ended?.outcome ?? 'interrupted', errorCode)
      leases.drop(held)
    }
  }

  /** Records a result and starts, in the same transaction, what it made ready or else another ready node of the execution. */
  private async recordAndClaim(held: HeldStart, command: Complete): Promise<ClaimedNode | undefined> {
    const { workerId, leaseMs, defaults, readyNodes, dispatcher } = this.options
    const sibling = readyNodes?.take(held.executionId)
    if (!sibling && command.delivered.length === 0) return this.record(held, command)
    const claimNext = { workerId, leaseMs, defaults, ...(sibling && { orElse: sibling.nodeId }) }
    const claimed = await this.record(held, { ...command, claimNext })
    if (sibling && claimed?.node.nodeId === sibling.nodeId) dispatcher.taken(sibling)
    else if (sibling) readyNodes?.putBack(sibling)
    return claimed
  }

  /** Records the end of a start. Tries again while the store is away: the work is done, and it may be dear. */
  private async record(held: HeldStart, command: Command): Promise<ClaimedNode | undefined> {
    for (let delay = 50; ; delay = Math.min(delay * 2, 2_000)) {
      try {
        const outcome = await this.options.dispatcher.apply(held.executionId, command)
        return outcome.ok ? outcome.claimed : undefined
      } catch (error) {
        // Past the lease another worker has the node, and this result would be refused.
        if (held.expired || held.released) throw error
        await new Promise((resolve) => setTimeout(resolve, delay))
      }
    }
  }
}

/** A node to run, and the result that made it ready when this worker has just recorded it. */
interface NextStart {
  claimed: ClaimedNode
  after?: Complete
  /** How long its claim took, when it was one of its own. */
  claimMs?: number
}
