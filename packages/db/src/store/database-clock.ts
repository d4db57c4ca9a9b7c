import type pg from 'pg'

/** A sample says what the database's clock showed at some moment before it was received, so it can only be behind. */
const MAX_AGE_MS = 5_000

/**
 * What the database's clock shows now, as far as this process has seen it lately: never ahead of it, and behind by no more
 * than an answer takes. Time that passed since is measured by a clock that nobody sets. A statement that relies on it has
 * the database compare it with the real one.
 */
export class DatabaseClock {
  private offset = Number.NEGATIVE_INFINITY
  private seenAt = Number.NEGATIVE_INFINITY

  /** `now`: milliseconds since the epoch by the database's clock, from an answer that has just been received. */
  observe(now: number): void {
    const at = performance.now()
    const offset = now - at
    // The sample that is least behind, until it is old: the database's clock may be set.
    if (offset < this.offset && at - this.seenAt < MAX_AGE_MS / 2) return
    this.offset = offset
    this.seenAt = at
  }

  /** Undefined when the last answer is too long ago. */
  now(): number | undefined {
    const at = performance.now()
    return at - this.seenAt < MAX_AGE_MS ? Math.floor(at + this.offset) : undefined
  }

  /** What the clock shows, asked for when that is not known. */
  async read(pool: pg.Pool): Promise<number> {
    const known = this.now()
    if (known !== undefined) return known
    const { rows } = await pool.query(`SELECT clock_timestamp() AS now`)
    const now = (rows[0].now as Date).getTime()
    this.observe(now)
    return now
  }
}
