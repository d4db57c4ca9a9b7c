import { EngineError } from '../engine-error.ts'

/** How old a figure may be, in milliseconds: a burst within it is counted here besides. */
const FRESH_MS = 1_000
/** Below this part of the limit starts are taken again; what is told to wait is told to wait for that. */
const ROOM = 0.9
const MIN_RETRY_S = 1
const MAX_RETRY_S = 60
/** When it is not known how fast the queue gets shorter. */
const UNKNOWN_RETRY_S = 5
/** How much the latest rate counts against those before. */
const WEIGHT = 0.5

interface LoadGuardOptions {
  /** Wake-ups that wait for a slot; absent: nothing is ever refused. */
  maxDepth: number | undefined
  readDepth: () => Promise<number>
  /** Milliseconds, of a clock that only goes forward. */
  now?: () => number
}

/**
 * Refuses new executions while more nodes are ready than the limit (rule 9.7). The depth is read once a second at most, and
 * only when somebody starts something. What the engine does by itself never asks: it makes the queue shorter in the end.
 */
export class LoadGuard {
  private readonly maxDepth: number | undefined
  private readonly readDepth: () => Promise<number>
  private readonly now: () => number
  private depth = 0
  private readAt = Number.NEGATIVE_INFINITY
  private takenSince = 0
  /** Wake-ups a millisecond, by which the queue gets shorter. */
  private drainRate: number | undefined
  private reading: Promise<void> | undefined

  constructor({ maxDepth, readDepth, now = () => performance.now() }: LoadGuardOptions) {
    this.maxDepth = maxDepth
    this.readDepth = readDepth
    this.now = now
  }

  /**
   * Lets a start through, and counts it.
   * @throws EngineError OVERLOADED with the seconds after which it is worth trying again
   */
  async admit(): Promise<void> {
    if (this.maxDepth === undefined) return
    if (this.now() - this.readAt >= FRESH_MS) await this.refresh()
    if (this.depth + this.takenSince >= this.maxDepth) throw this.refusal(this.maxDepth)
    this.takenSince += 1
  }

  private refresh(): Promise<void> {
    this.reading ??= this.read().finally(() => {
      this.reading = undefined
    })
    return this.reading
  }

  private async read(): Promise<void> {
    const depth = await this.readDepth().catch(() => undefined)
    const now = this.now()
    // A queue that cannot be asked refuses nobody: what is accepted is durable without it.
    if (depth === undefined) {
      this.depth = 0
    } else {
      const elapsed = now - this.readAt
      const drained = this.depth + this.takenSince - depth
      if (Number.isFinite(elapsed) && elapsed > 0 && drained > 0) {
        const rate = drained / elapsed
        this.drainRate = this.drainRate === undefined ? rate : WEIGHT * rate + (1 - WEIGHT) * this.drainRate
      }
      this.depth = depth
    }
    this.readAt = now
    this.takenSince = 0
  }

  private refusal(maxDepth: number): EngineError {
    const tooMany = this.depth + this.takenSince - maxDepth * ROOM
    const seconds = this.drainRate ? tooMany / this.drainRate / 1_000 : UNKNOWN_RETRY_S
    const retryAfter = Math.min(MAX_RETRY_S, Math.max(MIN_RETRY_S, Math.ceil(seconds)))
    return new EngineError(
      'OVERLOADED',
      `Too much waits to be run (${this.depth + this.takenSince} nodes, at most ${maxDepth} may): try again in ${retryAfter} s`,
      { retryAfter },
    )
  }
}
