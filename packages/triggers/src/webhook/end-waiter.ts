import { findEndedExecutions } from '@spane/db'
import type { EventBus } from '@spane/engine'
import type { Pool } from '../trigger-context.ts'

const POLL_MS = 500

type EndedStatus = 'completed' | 'failed' | 'cancelled'

/**
 * Waits for the ends of executions: one question to the database for all that changed, and never two at the same time. The
 * bus tells when to ask; because it may lose a message, everything is asked for twice a second, too.
 *
 * `idle` → (a change, a waiter, the poll) `asking` → `asking` again when there was something new meanwhile, else `idle`.
 */
export class EndWaiter {
  readonly #pool: Pool
  readonly #waiting = new Map<string, Set<(status: EndedStatus) => void>>()
  readonly #changed = new Set<string>()
  readonly #unsubscribe: () => void
  readonly #poll: ReturnType<typeof setInterval>
  readonly #onError: (error: unknown) => void
  #asking = false

  constructor(pool: Pool, bus: Pick<EventBus, 'subscribe'>, onError: (error: unknown) => void) {
    this.#pool = pool
    this.#onError = onError
    this.#unsubscribe = bus.subscribe((changes) => {
      for (const { executionId } of changes) if (this.#waiting.has(executionId)) this.#changed.add(executionId)
      void this.#ask()
    })
    this.#poll = setInterval(() => {
      for (const id of this.#waiting.keys()) this.#changed.add(id)
      void this.#ask()
    }, POLL_MS)
  }

  /** The status in which it ended; undefined when it had not after `timeoutMs`, or `signal` fired. */
  wait(executionId: string, timeoutMs: number, signal?: AbortSignal): Promise<EndedStatus | undefined> {
    return new Promise((resolve) => {
      const waiters = this.#waiting.get(executionId) ?? new Set()
      this.#waiting.set(executionId, waiters)
      const end = (status?: EndedStatus) => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', giveUp)
        waiters.delete(end)
        if (waiters.size === 0) this.#waiting.delete(executionId)
        resolve(status)
      }
      const giveUp = () => end()
      const timer = setTimeout(giveUp, timeoutMs)
      waiters.add(end)
      if (signal?.aborted) return giveUp()
      signal?.addEventListener('abort', giveUp)
      this.#changed.add(executionId)
      void this.#ask()
    })
  }

  /** Everybody who still waits is told that it has not ended. */
  close(): void {
    this.#unsubscribe()
    clearInterval(this.#poll)
    for (const waiters of [...this.#waiting.values()]) {
      for (const end of [...waiters]) (end as (status?: EndedStatus) => void)()
    }
  }

  async #ask(): Promise<void> {
    if (this.#asking) return
    this.#asking = true
    try {
      while (this.#changed.size > 0) {
        const ids = [...this.#changed]
        this.#changed.clear()
        for (const { id, status } of await findEndedExecutions(this.#pool, ids)) {
          for (const end of [...(this.#waiting.get(id) ?? [])]) end(status)
        }
      }
    } catch (error) {
      this.#onError(error)
    } finally {
      this.#asking = false
    }
  }
}
