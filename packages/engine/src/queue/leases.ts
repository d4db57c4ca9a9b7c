import type { Logger } from '../logger.ts'
import type { ExecutionChange } from '../ports/event-bus.ts'
import type { ExecutionStore, Hold } from '../ports/execution-store.ts'
import { LazyAbort } from './lazy-abort.ts'

/** A start that this process runs. */
export class HeldStart implements Hold {
  readonly executionId: string
  readonly nodeId: string
  readonly token: number
  readonly abort = new LazyAbort()
  readonly claimedAt = performance.now()
  renewedAt = this.claimedAt
  /** It was given back because the worker shuts down. */
  released = false
  private readonly leaseMs: number

  constructor({ executionId, nodeId, token }: Hold, leaseMs: number) {
    this.executionId = executionId
    this.nodeId = nodeId
    this.token = token
    this.leaseMs = leaseMs
  }

  /** The lease ran out by this process's own clock: another worker may have the node. */
  get expired(): boolean {
    return performance.now() - this.renewedAt > this.leaseMs
  }
}

const TICK_MS = 1_000

/**
 * The leases of all starts that this process runs: renews them in one statement a second, and aborts the starts that
 * were cancelled, superseded or could not be renewed in time. Nothing here protects the store: the fencing token does.
 */
export class Leases {
  private readonly store: ExecutionStore
  private readonly leaseMs: number
  private readonly logger: Logger
  private readonly held = new Set<HeldStart>()
  private timer: NodeJS.Timeout | undefined
  private renewing: Promise<void> | undefined

  constructor(options: { store: ExecutionStore; leaseMs: number; logger: Logger }) {
    this.store = options.store
    this.leaseMs = options.leaseMs
    this.logger = options.logger
  }

  /** No further start may be taken on. */
  stopping = false

  hold(hold: Hold): HeldStart {
    const start = new HeldStart(hold, this.leaseMs)
    this.held.add(start)
    return start
  }

  drop(start: HeldStart): void {
    this.held.delete(start)
  }

  start(): void {
    const every = Math.min(TICK_MS, this.leaseMs / 4)
    this.timer = setInterval(() => {
      this.renewing ??= this.renew().finally(() => {
        this.renewing = undefined
      })
    }, every)
  }

  /** Aborts what a cancelled execution still runs here (rule 7.2). */
  onChanges(changes: ExecutionChange[]): void {
    const cancelled = new Set(changes.filter((change) => change.cancelled).map((change) => change.executionId))
    if (cancelled.size === 0) return
    for (const held of this.held) if (cancelled.has(held.executionId)) this.abort(held, 'CANCELLED')
  }

  /** Gives all starts back (rule 9.6). */
  releaseAll(): void {
    this.stopping = true
    for (const held of this.held) {
      held.released = true
      this.abort(held, 'SHUTDOWN')
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.timer)
    await this.renewing
  }

  private async renew(): Promise<void> {
    const now = performance.now()
    // What is young ends by itself most of the time.
    const young = Math.min(TICK_MS, this.leaseMs / 4)
    const due = [...this.held].filter((held) => now - held.claimedAt >= young)
    if (due.length === 0) return
    try {
      const lost = await this.store.renewLeases(
        due.map(({ executionId, nodeId, token }) => ({ executionId, nodeId, token })),
        this.leaseMs,
      )
      const lostKeys = new Set(lost.map(holdKey))
      for (const held of due) {
        if (lostKeys.has(holdKey(held))) this.abort(held, 'LEASE_LOST')
        else held.renewedAt = now
      }
    } catch (error) {
      this.logger.warn({ err: String(error) }, 'could not renew leases')
      for (const held of due) if (held.expired) this.abort(held, 'LEASE_LOST')
    }
  }

  private abort(held: HeldStart, code: 'CANCELLED' | 'LEASE_LOST' | 'SHUTDOWN'): void {
    held.abort.abort(new DOMException(REASONS[code], 'AbortError'))
  }
}

const REASONS = {
  CANCELLED: 'The execution was cancelled',
  LEASE_LOST: 'Another worker has taken this node over',
  SHUTDOWN: 'The worker shuts down',
} as const

function holdKey(hold: Hold): string {
  return `${hold.executionId}\u0000${hold.nodeId}\u0000${hold.token}`
}
