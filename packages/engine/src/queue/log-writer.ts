import type { LogLine } from '../execution/state.ts'
import type { Logger } from '../logger.ts'
import type { EventBus } from '../ports/event-bus.ts'
import type { ExecutionStore, Hold } from '../ports/execution-store.ts'
import type { LogBatch } from '../ports/node-logs.ts'
import { NodeLog } from './node-log.ts'

const INTERVAL_MS = 500
/** Lines of one start, and of all, in one statement: a node that writes much lets the others have their turn. */
const LINES_OF_A_START = 200
const LINES = 2_000

interface OpenLog {
  hold: Hold
  workspaceId: string
  log: NodeLog
  /** Lines of this log are on their way to the store. */
  writing: Promise<void> | undefined
}

/**
 * Brings what running nodes log to the store while they run, all of it in one statement every half second; only
 * starts that still hold their node are written (rule 5.1). What a node writes last is recorded with its result.
 *
 * States: idle -> due (a line was written) -> writing -> idle | due
 */
export class LogWriter {
  private readonly options: { store: ExecutionStore; bus?: EventBus; logger: Logger; intervalMs?: number }
  private readonly open = new Map<NodeLog, OpenLog>()
  private timer: NodeJS.Timeout | undefined
  private writing = false

  constructor(options: LogWriter['options']) {
    this.options = options
  }

  begin(hold: Hold, workspaceId: string, redact: (text: string) => string): NodeLog {
    const log = new NodeLog({ redact, onLine: () => this.schedule() })
    this.open.set(log, { hold, workspaceId, log, writing: undefined })
    return log
  }

  /** Ends a log; returns what the command that records the result has to carry, undefined for nothing. */
  end(log: NodeLog): LogLine[] | undefined | Promise<LogLine[] | undefined> {
    // Under way they are fenced by a start that the result would end before them.
    const writing = this.open.get(log)?.writing
    return writing ? writing.then(() => this.take(log)) : this.take(log)
  }

  private take(log: NodeLog): LogLine[] | undefined {
    this.open.delete(log)
    const lines = log.end()
    return lines.length > 0 ? lines : undefined
  }

  private schedule(): void {
    if (this.timer || this.writing) return
    this.timer = setTimeout(() => {
      this.timer = undefined
      void this.write()
    }, this.options.intervalMs ?? INTERVAL_MS)
    this.timer.unref()
  }

  private async write(): Promise<void> {
    const batches: { open: OpenLog; lines: LogLine[] }[] = []
    let room = LINES
    for (const open of [...this.open.values()]) {
      if (room <= 0) break
      const lines = open.log.take(Math.min(room, LINES_OF_A_START))
      if (lines.length === 0) continue
      room -= lines.length
      batches.push({ open, lines })
      // The next turn begins with those that had none.
      this.open.delete(open.log)
      this.open.set(open.log, open)
    }
    if (batches.length === 0) return
    this.writing = true
    const work = this.store(batches)
    for (const { open } of batches) open.writing = work
    await work
    for (const { open } of batches) open.writing = undefined
    this.writing = false
    for (const { log } of this.open.values()) if (log.hasPending) return this.schedule()
  }

  private async store(batches: { open: OpenLog; lines: LogLine[] }[]): Promise<void> {
    const { store, bus, logger } = this.options
    try {
      await store.appendLogs(batches.map(({ open, lines }): LogBatch => ({ ...open.hold, lines })))
      bus?.publish(
        batches.map(({ open: { hold, workspaceId } }) => ({
          executionId: hold.executionId,
          workspaceId,
          seq: 0,
          logged: true,
        })),
      )
    } catch (error) {
      // They are tried again; their number is bounded, so that nothing piles up while the store is away.
      for (const { open, lines } of batches) open.log.putBack(lines)
      logger.warn({ err: String(error) }, 'node logs could not be written yet')
    }
  }
}
