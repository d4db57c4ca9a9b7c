import { randomUUID } from 'node:crypto'
import { LocalBus } from '../bus/local-bus.ts'
import type { NodeDefaults } from '../execution/command.ts'
import { DEFAULT_NODE_DEFAULTS } from '../execution/node-policy.ts'
import { MemoryFlowState } from '../flow/memory-flow-state.ts'
import { silentLogger } from '../logger.ts'
import type { ResolveConfig } from '../ports/config-resolver.ts'
import type { CommandRequest, ExecutionStore, StartRequest, StoreOutcome } from '../ports/execution-store.ts'
import { Dispatcher } from '../queue/dispatcher.ts'
import type { TypeRateLimit } from '../queue/flow-gate.ts'
import { Leases } from '../queue/leases.ts'
import { NodeRunner } from '../queue/node-runner.ts'
import type { NodeQueue, QueuedWakeUp } from '../queue/queue-backend.ts'
import { isFollowUp, wakeCommand } from '../queue/relay.ts'
import { VersionCache } from '../queue/version-cache.ts'
import type { NodeRegistry } from '../registry/node-registry.ts'

const DAY_MS = 86_400_000
const BATCH = 500

export interface InProcessWorkerOptions {
  store: ExecutionStore
  registry: NodeRegistry
  /** The store's clock, which this worker sets forward when there is nothing to do but to wait. */
  clock: { now: () => number; advanceTo: (time: number) => void }
  resolveConfig?: ResolveConfig
  defaults?: Partial<NodeDefaults>
  /** Nodes that run at the same time. Default 10. */
  concurrency?: number
  maxOutputBytes?: number
  /** The most starts of a node type within a period, by type. */
  rateLimits?: Readonly<Record<string, TypeRateLimit>>
}

/**
 * A worker with a queue in memory: it runs nodes as workers do, claim and fencing token included, but needs no server, and
 * no time passes while executions wait. For tests of workflows.
 */
export class InProcessWorker {
  private readonly options: InProcessWorkerOptions
  private readonly dispatcher: Dispatcher
  private readonly runner: NodeRunner
  private readonly bus = new LocalBus()
  private readonly wakeUps: QueuedWakeUp[] = []
  private readonly active = new Set<Promise<void>>()
  private wakeTimes: number[] = []

  constructor(options: InProcessWorkerOptions) {
    this.options = options
    const { store, registry, clock } = options
    const logger = silentLogger
    const queue: NodeQueue = {
      addBulk: async (wakeUps) => {
        this.wakeUps.push(...wakeUps)
        // Stable: those of one priority stay in their order.
        this.wakeUps.sort((a, b) => a.priority - b.priority)
      },
      counts: async () => ({ waiting: this.wakeUps.length, active: this.active.size, delayed: 0, failed: 0 }),
      startWorker: async () => ({ close: async () => undefined }),
      close: async () => undefined,
    }
    const onWakeDue = (inMs: number) => this.wakeTimes.push(clock.now() + inMs)
    const flow = new MemoryFlowState({ clock: clock.now })
    this.dispatcher = new Dispatcher({ store, queue, bus: this.bus, flow, logger, onWakeDue })
    // Never renewed: nobody could take a node over.
    const leases = new Leases({ store, leaseMs: DAY_MS, logger })
    this.bus.subscribe((changes) => leases.onChanges(changes))
    this.runner = new NodeRunner({
      workerId: `in-process-${randomUUID().slice(0, 8)}`,
      store,
      dispatcher: this.dispatcher,
      leases,
      versions: new VersionCache(store),
      registry,
      defaults: { ...DEFAULT_NODE_DEFAULTS, ...options.defaults },
      leaseMs: DAY_MS * 36_500,
      maxOutputBytes: options.maxOutputBytes ?? 16 * 1024 * 1024,
      resolveConfig: options.resolveConfig,
      flow,
      rateLimits: options.rateLimits ?? {},
      redact: (text) => text,
      logger,
    })
  }

  /** Starts an execution; {@link run} carries it on. */
  async start(request: StartRequest): Promise<void> {
    const { effects } = await this.options.store.start([request])
    this.dispatcher.carryOut(effects)
  }

  /** Applies a command to an execution; {@link run} carries on what it set off. */
  apply(executionId: string, command: CommandRequest['command']): Promise<StoreOutcome> {
    return this.dispatcher.apply(executionId, command)
  }

  /**
   * Runs nodes until nothing can start and nothing has a time at which it would go on: every execution has then ended, is
   * paused or waits for something from outside.
   *
   * @param beforeWaiting asked when there is nothing left to do but to wait: `again` when it gave something to do, `stop`
   *   when nobody wants to wait
   */
  async run(beforeWaiting?: () => Promise<'wait' | 'again' | 'stop'>): Promise<void> {
    for (;;) {
      while (this.wakeUps.length > 0 && this.active.size < (this.options.concurrency ?? 10)) this.startNext()
      if (this.active.size > 0) {
        await Promise.race(this.active)
        continue
      }
      await this.dispatcher.idle()
      if (this.wakeUps.length > 0 || (await this.drainOutbox())) continue
      const decision = (await beforeWaiting?.()) ?? 'wait'
      if (decision === 'again') continue
      if (decision === 'stop' || !this.jumpToNextWake()) return
    }
  }

  private startNext(): void {
    const wakeUp = this.wakeUps.shift()
    if (!wakeUp) return
    // What a node's result set off is queued before its end is seen, so that the order is that of the results.
    const work = this.runner.run(wakeUp).then(() => this.dispatcher.idle())
    this.active.add(work)
    void work.finally(() => this.active.delete(work))
  }

  /** Does what is due in the outbox; false when nothing was. */
  private async drainOutbox(): Promise<boolean> {
    const { store } = this.options
    const rows = await store.takeOutbox(BATCH, DAY_MS)
    for (const row of rows) {
      if (row.kind === 'dispatch') await this.dispatcher.queueUp([row])
      else if (isFollowUp(row)) await this.dispatcher.followUp([row])
      else {
        await this.dispatcher.apply(row.executionId, wakeCommand(row))
        await store.deleteOutbox([row.outboxId])
      }
    }
    await this.dispatcher.idle()
    return rows.length > 0
  }

  private jumpToNextWake(): boolean {
    const { clock } = this.options
    const next = Math.min(...this.wakeTimes)
    if (!Number.isFinite(next)) return false
    this.wakeTimes = this.wakeTimes.filter((time) => time > next)
    clock.advanceTo(Math.max(next, clock.now()))
    return true
  }
}
