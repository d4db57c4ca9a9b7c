import type { Logger } from '../logger.ts'
import type { CommandRequest, ExecutionStore, FollowUp, OutboxRow } from '../ports/execution-store.ts'
import type { EngineMetrics } from '../ports/metrics.ts'
import type { Dispatcher } from './dispatcher.ts'

const BATCH = 500
/** How long rows stay hidden from other relays while this one works on them. */
const HIDE_MS = 10_000
const POLL_MS = 1_000
/** A timer may fire a moment early, and clocks differ a little: looking too soon would cost a whole poll. */
const TIMER_SLACK_MS = 3

/**
 * Brings what stands in the outbox to its end: wake-ups whose time has come, and dispatches that the process that
 * committed them did not bring to the queue (rule 9.2). Polls, and is poked when a timer of this process is due.
 *
 * States: stopped -> waiting <-> working -> stopped
 */
export class Relay {
  private readonly store: ExecutionStore
  private readonly dispatcher: Dispatcher
  private readonly logger: Logger
  private readonly metrics: EngineMetrics | undefined
  private timer: NodeJS.Timeout | undefined
  private wakeTimers = new Set<NodeJS.Timeout>()
  private working: Promise<void> | undefined
  private again = false
  private stopped = true

  constructor(options: { store: ExecutionStore; dispatcher: Dispatcher; logger: Logger; metrics?: EngineMetrics }) {
    this.store = options.store
    this.dispatcher = options.dispatcher
    this.logger = options.logger
    this.metrics = options.metrics
  }

  start(): void {
    this.stopped = false
    this.poke()
  }

  /** Looks at the outbox in this many ms, so that short waits do not have to wait for the next poll. */
  pokeIn(ms: number): void {
    if (this.stopped || ms > 60_000) return
    const timer = setTimeout(() => {
      this.wakeTimers.delete(timer)
      this.poke()
    }, ms + TIMER_SLACK_MS)
    this.wakeTimers.add(timer)
  }

  async stop(): Promise<void> {
    this.stopped = true
    clearTimeout(this.timer)
    for (const timer of this.wakeTimers) clearTimeout(timer)
    this.wakeTimers.clear()
    await this.working
  }

  private poke(): void {
    if (this.stopped) return
    if (this.working) {
      this.again = true
      return
    }
    clearTimeout(this.timer)
    this.working = this.work().finally(() => {
      this.working = undefined
      if (this.stopped) return
      if (this.again) {
        this.again = false
        this.poke()
      } else {
        this.timer = setTimeout(() => this.poke(), POLL_MS)
      }
    })
  }

  private async work(): Promise<void> {
    try {
      for (;;) {
        const rows = await this.store.takeOutbox(BATCH, HIDE_MS)
        const dispatches = rows.filter((row) => row.kind === 'dispatch')
        const wakes = rows.filter((row) => row.kind === 'wake' || row.kind === 'timeout')
        const followUps = rows.flatMap((row) => (isFollowUp(row) ? [row] : []))
        if (dispatches.length > 0) {
          await this.dispatcher.queueUp(dispatches)
          this.metrics?.relayed(dispatches.length)
        }
        if (followUps.length > 0) await this.dispatcher.followUp(followUps)
        await Promise.all(wakes.map((row) => this.dispatcher.apply(row.executionId, wakeCommand(row))))
        // Deleted last: a crash before this wakes the node a second time, which changes nothing.
        if (wakes.length > 0) await this.store.deleteOutbox(wakes.map((row) => row.outboxId))
        if (rows.length < BATCH || this.stopped) return
      }
    } catch (error) {
      this.logger.warn({ err: String(error) }, 'relay')
    }
  }
}

/** Whether a row of the outbox asks for a command on another execution. */
export function isFollowUp<Row extends Pick<OutboxRow, 'kind'>>(row: Row): row is Row & Pick<FollowUp, 'kind'> {
  return row.kind === 'begin' || row.kind === 'count' || row.kind === 'admit' || row.kind === 'supersede'
}

/** What is to be done when the time of a row has come. */
export function wakeCommand({ kind, nodeId }: OutboxRow): CommandRequest['command'] {
  return kind === 'timeout' ? { type: 'cancel', reason: 'timeout' } : { type: 'wake', nodeId }
}
