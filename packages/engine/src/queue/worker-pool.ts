import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { NodeDefaults } from '../execution/command.ts'
import type { Logger } from '../logger.ts'
import type { ResolveConfig } from '../ports/config-resolver.ts'
import type { EventBus } from '../ports/event-bus.ts'
import type { ExecutionStore } from '../ports/execution-store.ts'
import type { FlowState } from '../ports/flow-state.ts'
import type { EngineMetrics } from '../ports/metrics.ts'
import type { ResumeUrl } from '../ports/resume-url.ts'
import type { EngineTracer } from '../ports/tracing.ts'
import type { NodeRegistry } from '../registry/node-registry.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { TypeRateLimit } from './flow-gate.ts'
import { Leases } from './leases.ts'
import { LetterBatchRunner, type RetryLetter } from './letter-batch-runner.ts'
import { NodeRunner } from './node-runner.ts'
import type { NodeQueue, QueueWorker, WakeUp } from './queue-backend.ts'
import { ReadyNodes } from './ready-nodes.ts'
import { Relay } from './relay.ts'
import { Sweeper } from './sweeper.ts'
import { VersionCache } from './version-cache.ts'

interface WorkerPoolOptions {
  store: ExecutionStore
  queue: NodeQueue
  bus: EventBus
  dispatcher: Dispatcher
  registry: NodeRegistry
  defaults: NodeDefaults
  logger: Logger
  metrics: EngineMetrics
  tracer: EngineTracer | undefined
  resolveConfig: ResolveConfig | undefined
  flow: FlowState
  rateLimits: Readonly<Record<string, TypeRateLimit>>
  redact: (text: string) => string
  resumeUrl: ResumeUrl | undefined
  concurrency: number
  leaseMs: number
  graceMs: number
  maxOutputBytes: number
  retryLetter: RetryLetter
}

/** Often, so that people soon see that a worker is silent. */
const HEARTBEAT_MS = 2_000
const MAX_SWEEP_MS = 2_000
const HAND_BACK_MS = 5_000
/** With so many of its slots taken a worker is busy: after each commit some are free for a moment. */
const BUSY_SHARE = 0.5

/**
 * All that works in this process: node runs and their leases, the relay, the sweeper and the heartbeat.
 *
 * States: new -> running -> stopping (takes nothing new, running nodes have a grace period) -> stopped
 */
export class WorkerPool {
  private readonly options: WorkerPoolOptions
  private readonly id = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`
  private readonly leases: Leases
  private readonly relay: Relay
  private readonly sweeper: Sweeper
  private readonly batches: LetterBatchRunner
  private readonly runner: NodeRunner
  private readonly readyNodes: ReadyNodes
  private readonly active = new Set<Promise<void>>()
  private queueWorker: QueueWorker | undefined
  private heartbeat: NodeJS.Timeout | undefined
  private unsubscribe: (() => void) | undefined
  private stopping = false

  constructor(options: WorkerPoolOptions) {
    this.options = options
    const { store, dispatcher, queue, logger, metrics, leaseMs } = options
    this.leases = new Leases({ store, leaseMs, logger })
    this.relay = new Relay({ store, dispatcher, logger, metrics })
    const intervalMs = Math.min(MAX_SWEEP_MS, leaseMs / 4)
    this.sweeper = new Sweeper({ store, queue, dispatcher, logger, metrics, intervalMs, leaseMs })
    this.batches = new LetterBatchRunner({
      store,
      dispatcher,
      bus: options.bus,
      logger,
      retryLetter: options.retryLetter,
    })
    this.readyNodes = new ReadyNodes({
      isBusy: () => this.active.size >= options.concurrency * BUSY_SHARE,
      letGo: (nodes) => dispatcher.letGo(nodes),
    })
    this.runner = new NodeRunner({
      ...options,
      readyNodes: this.readyNodes,
      workerId: this.id,
      leases: this.leases,
      versions: new VersionCache(store),
    })
  }

  async start(): Promise<void> {
    const { queue, bus, concurrency } = this.options
    await this.beat()
    this.heartbeat = setInterval(() => void this.beat().catch(() => {}), HEARTBEAT_MS)
    this.unsubscribe = bus.subscribe((changes) => this.leases.onChanges(changes))
    this.leases.start()
    this.relay.start()
    this.sweeper.start()
    this.batches.start()
    this.options.dispatcher.offerTo(this.readyNodes)
    this.queueWorker = await queue.startWorker(concurrency, (wakeUp) => this.process(wakeUp))
  }

  /** Has the relay look at the outbox in this many ms. */
  pokeIn(ms: number): void {
    this.relay.pokeIn(ms)
  }

  /** A batch of dead letters was made or changed by this process. */
  pokeBatches(): void {
    this.batches.poke()
  }

  /** Rule 9.6. */
  async stop(): Promise<void> {
    if (this.stopping) return
    this.stopping = true
    this.leases.stopping = true
    this.readyNodes.close()
    const { graceMs, store, logger } = this.options
    await this.beat().catch(() => {})
    const closed = this.queueWorker?.close() ?? Promise.resolve()
    await Promise.race([closed, delay(graceMs)])
    if (this.active.size > 0) {
      logger.info({ nodes: this.active.size }, 'handing running nodes back')
      this.leases.releaseAll()
    }
    // Bounded: a queue that is away must not keep the process.
    await Promise.race([closed, delay(HAND_BACK_MS)])
    clearInterval(this.heartbeat)
    this.unsubscribe?.()
    await Promise.all([this.relay.stop(), this.sweeper.stop(), this.batches.stop(), this.leases.stop()])
    await this.options.dispatcher.idle()
    await store.removeWorker(this.id).catch(() => {})
  }

  private process(wakeUp: WakeUp): Promise<void> {
    const work = this.stopping ? this.handBack(wakeUp) : this.runner.run(wakeUp)
    this.active.add(work)
    return work.finally(() => this.active.delete(work))
  }

  /** A wake-up that arrived while stopping goes back on the queue for another worker. */
  private async handBack({ executionId, nodeId }: WakeUp): Promise<void> {
    try {
      await this.options.dispatcher.apply(executionId, { type: 'redispatch', nodeId })
    } catch {
      // The sweeper of another worker finds the node ready.
    }
  }

  private async beat(): Promise<void> {
    const { store, concurrency } = this.options
    await store.heartbeat({ id: this.id, host: hostname(), pid: process.pid, concurrency, stopping: this.stopping })
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}
