import type { Logger } from '../logger.ts'
import type { EventBus } from '../ports/event-bus.ts'
import type {
  CommandRequest,
  Dispatch,
  Effects,
  ExecutionStore,
  FollowUp,
  StoreOutcome,
} from '../ports/execution-store.ts'
import type { FlowState } from '../ports/flow-state.ts'
import type { EngineMetrics } from '../ports/metrics.ts'
import type { EngineTracer } from '../ports/tracing.ts'
import { MicroBatcher } from './micro-batcher.ts'
import type { NodeQueue } from './queue-backend.ts'
import type { ReadyNodes } from './ready-nodes.ts'

const MAX_BATCH = 200
const LANES = 2

interface DispatcherOptions {
  store: ExecutionStore
  queue: NodeQueue
  bus: EventBus
  /** Told of slots that will not be used. */
  flow?: Pick<FlowState, 'giveBack'>
  logger: Logger
  metrics?: EngineMetrics
  tracer?: EngineTracer | undefined
  /** Told how many ms from now a wake-up is due. */
  onWakeDue: (inMs: number) => void
}

/**
 * The one way from this process to the store: commands are gathered into transactions, and what a transaction leaves
 * to be done is done after its commit: queue the ready nodes, clear the outbox, announce the changes. Whatever of
 * that fails is made up for by the relay (rule 9.2).
 */
export class Dispatcher {
  private readonly options: DispatcherOptions
  private readonly commands: MicroBatcher<CommandRequest, StoreOutcome>
  private readonly sent: MicroBatcher<string[], undefined>
  private readonly inFlight = new Set<Promise<void>>()
  private readyNodes: ReadyNodes | undefined

  constructor(options: DispatcherOptions) {
    this.options = options
    this.commands = new MicroBatcher(
      async (batch) => {
        const { outcomes, effects } = await options.store.apply(batch)
        this.carryOut(effects)
        return outcomes
      },
      // Two transactions on one execution would only wait for each other.
      { maxSize: MAX_BATCH, lanes: LANES, keyOf: ({ executionId }) => executionId },
    )
    this.sent = new MicroBatcher(
      async (batch) => {
        await options.store.deleteOutbox(batch.flat())
        return batch.map(() => undefined)
      },
      { maxSize: MAX_BATCH },
    )
  }

  /**
   * Applies a command in the next transaction.
   * @throws when the store cannot be reached; the command may or may not have been applied then
   */
  async apply(executionId: string, command: CommandRequest['command']): Promise<StoreOutcome> {
    const outcome = await this.commands.add({ executionId, command })
    if (!outcome.ok && outcome.code === 'STORE_ERROR') throw outcome.error
    return outcome
  }

  /** Offers ready nodes to the slots of this process before they go to the queue. */
  offerTo(readyNodes: ReadyNodes): void {
    this.readyNodes = readyNodes
  }

  /** Does what a committed transaction left to be done. Never rejects and is not waited for. */
  carryOut(effects: Effects): void {
    const { bus, onWakeDue, metrics, tracer } = this.options
    bus.publish(
      effects.changed.map(({ status, ended, ...change }) => ({
        ...change,
        ...(status === 'cancelled' && { cancelled: true }),
        ...(ended && { ended: ended.status }),
      })),
    )
    for (const { ended } of effects.changed) {
      if (!ended) continue
      const { trace, status, createdAt, endedAt } = ended
      metrics?.executionEnded(status, endedAt - createdAt)
      if (trace !== null) tracer?.executionEnded({ ...ended, trace })
    }
    const { freedSlots = [] } = effects
    if (freedSlots.length > 0) this.track(this.giveBack(freedSlots))
    if (effects.nextWakeInMs !== undefined) onWakeDue(effects.nextWakeInMs)
    const toQueue = this.readyNodes?.keep(effects.dispatches) ?? effects.dispatches
    if (toQueue.length > 0) this.letGo(toQueue)
    if (effects.followUps.length > 0) this.track(this.followUp(effects.followUps))
  }

  /** Begins children and counts ended ones, and deletes what asked for it; on failure it stays for the relay. */
  async followUp(followUps: FollowUp[]): Promise<void> {
    const rowsOf = new Map<string, FollowUp[]>()
    for (const row of followUps) {
      const key = `${row.kind} ${row.executionId} ${row.nodeId}`
      rowsOf.set(key, [...(rowsOf.get(key) ?? []), row])
    }
    await Promise.all(
      [...rowsOf.values()].map(async (rows) => {
        const { executionId, nodeId, kind } = rows[0] as FollowUp
        try {
          await this.apply(executionId, followUpCommand(kind, nodeId))
          await this.sent.add(rows.map((row) => row.outboxId))
        } catch (error) {
          this.options.logger.warn({ err: String(error), executionId, nodeId }, 'could not follow up; the relay will')
        }
      }),
    )
  }

  /** Puts ready nodes on the queue and is not waited for. */
  letGo(dispatches: Dispatch[]): void {
    this.track(this.queueUp(dispatches))
  }

  /** Puts outbox rows on the queue and deletes them; on failure they stay for the relay. */
  async queueUp(dispatches: Dispatch[]): Promise<void> {
    const { queue, logger, metrics } = this.options
    try {
      await queue.addBulk(dispatches.map(({ executionId, nodeId, priority }) => ({ executionId, nodeId, priority })))
      await this.sent.add(dispatches.map((dispatch) => dispatch.outboxId))
    } catch (error) {
      metrics?.queueFailed(dispatches.length)
      logger.warn({ err: String(error), rows: dispatches.length }, 'could not queue; the relay will')
    }
  }

  /** Clears the outbox of a node that a slot of this process has taken; on failure the relay queues it once more. */
  taken({ outboxId }: Dispatch): void {
    this.track(
      this.sent.add([outboxId]).catch((error: unknown) => {
        this.options.logger.debug({ err: String(error), outboxId }, 'outbox could not be cleared')
      }),
    )
  }

  /** Times that rate limits kept for nodes of cancelled executions go to others; a loss costs only these times. */
  private async giveBack(slots: NonNullable<Effects['freedSlots']>): Promise<void> {
    await this.options.flow?.giveBack(slots).catch((error: unknown) => {
      this.options.logger.debug({ err: String(error), slots: slots.length }, 'slots were not given back')
    })
  }

  /** Resolves when everything that was begun is done. */
  async idle(): Promise<void> {
    await this.commands.idle()
    while (this.inFlight.size > 0) await Promise.all(this.inFlight)
    await this.sent.idle()
  }

  private track(work: Promise<void>): void {
    this.inFlight.add(work)
    void work.finally(() => this.inFlight.delete(work))
  }
}

function followUpCommand(kind: FollowUp['kind'], nodeId: string): CommandRequest['command'] {
  switch (kind) {
    case 'begin':
      return { type: 'begin', entryNodeId: nodeId }
    case 'count':
      return { type: 'countChildren', nodeId }
    case 'admit':
      return { type: 'admitNext' }
    case 'supersede':
      return { type: 'cancel', reason: 'superseded' }
  }
}
