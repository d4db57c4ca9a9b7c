import { randomUUID } from 'node:crypto'
import type { Logger } from '../logger.ts'
import type { ExecutionStore } from '../ports/execution-store.ts'
import type { EngineMetrics } from '../ports/metrics.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { NodeQueue } from './queue-backend.ts'

const BATCH = 500
/** A node that is ready for so long, with an empty queue, has lost its wake-up (rule 9.3). */
const STALE_READY_MS = 5_000
/** With a backlog the wake-up is most likely still in it. */
const STALE_READY_BEHIND_BACKLOG_MS = 300_000

interface SweeperOptions {
  store: ExecutionStore
  queue: NodeQueue
  dispatcher: Dispatcher
  logger: Logger
  metrics?: EngineMetrics
  intervalMs: number
  leaseMs: number
}

/** Takes over what lost workers ran (rule 9.1) and queues again what the queue has lost (rule 9.3). */
export class Sweeper {
  private readonly options: SweeperOptions
  private timer: NodeJS.Timeout | undefined
  private working: Promise<void> | undefined
  private stopped = true

  constructor(options: SweeperOptions) {
    this.options = options
  }

  start(): void {
    this.stopped = false
    this.schedule()
  }

  async stop(): Promise<void> {
    this.stopped = true
    clearTimeout(this.timer)
    await this.working
  }

  private schedule(): void {
    if (this.stopped) return
    this.timer = setTimeout(() => {
      this.working = this.sweep().finally(() => this.schedule())
    }, this.options.intervalMs)
  }

  private async sweep(): Promise<void> {
    try {
      await this.takeOverLost()
      await this.requeueForgotten()
      await this.admitStuck()
    } catch (error) {
      this.options.logger.warn({ err: String(error) }, 'sweeper')
    }
  }

  private async takeOverLost(): Promise<void> {
    const { store, dispatcher, logger, metrics, leaseMs } = this.options
    const lost = await store.findExpiredLeases(BATCH)
    await Promise.all(
      lost.map(async ({ executionId, nodeId, token }) => {
        const command = { type: 'expire', nodeId, token, deadLetterId: randomUUID(), leaseMs } as const
        const outcome = await dispatcher.apply(executionId, command)
        if (!outcome.ok) return
        metrics?.nodeTakenOver()
        logger.warn({ executionId, nodeId }, 'worker lost, node taken over')
      }),
    )
  }

  /** Whoever waits for its turn is begun by the end of another; where none runs, nobody would. */
  private async admitStuck(): Promise<void> {
    const { store, dispatcher } = this.options
    const stuck = await store.findStuckHeld(BATCH)
    await Promise.all(stuck.map((executionId) => dispatcher.apply(executionId, { type: 'admitNext' })))
  }

  private async requeueForgotten(): Promise<void> {
    const { store, queue, dispatcher } = this.options
    const { waiting } = await queue.counts()
    const forgotten = await store.findStaleReady(waiting > 0 ? STALE_READY_BEHIND_BACKLOG_MS : STALE_READY_MS, BATCH)
    await Promise.all(
      forgotten.map(({ executionId, nodeId }) => dispatcher.apply(executionId, { type: 'redispatch', nodeId })),
    )
  }
}
