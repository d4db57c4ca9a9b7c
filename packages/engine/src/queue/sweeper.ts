import { randomUUID } from 'node:crypto'
import { STALE_READY_MS } from '../execution/outbox-grace.ts'
import type { Logger } from '../logger.ts'
import type { ExecutionStore, Neglected } from '../ports/execution-store.ts'
import type { EngineMetrics } from '../ports/metrics.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { NodeQueue } from './queue-backend.ts'

const BATCH = 500
/**
 * With a backlog the wake-up is most likely still in it. What has waited for so long goes first from then on, whatever its
 * priority: else it would never go while there is always something that goes before it.
 */
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
      await this.lookAfterNeglected()
      await this.admitStuck()
    } catch (error) {
      this.options.logger.warn({ err: String(error) }, 'sweeper')
    }
  }

  private async lookAfterNeglected(): Promise<void> {
    const { store, queue } = this.options
    // Lost workers are looked for while the queue is away, too.
    const backlog = await queue.counts().then(
      ({ waiting }) => waiting > 0,
      () => true,
    )
    const readyForMs = backlog ? STALE_READY_BEHIND_BACKLOG_MS : STALE_READY_MS
    for (;;) {
      const found = await store.findNeglected({ readyForMs, limit: BATCH })
      await Promise.all([this.takeOver(found.expired), this.queueAgain(found.ready, backlog)])
      if (found.expired.length < BATCH || this.stopped) return
    }
  }

  private async takeOver(lost: Neglected['expired']): Promise<void> {
    const { dispatcher, logger, metrics, leaseMs } = this.options
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

  private async queueAgain(forgotten: Neglected['ready'], overdue: boolean): Promise<void> {
    const { dispatcher } = this.options
    await Promise.all(
      forgotten.map(({ executionId, nodeId }) =>
        dispatcher.apply(executionId, { type: 'redispatch', nodeId, ...(overdue && { overdue }) }),
      ),
    )
  }
}
