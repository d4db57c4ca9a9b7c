import { findEndedExecutions } from '@spane/db'
import type { EventBus, ExecutionChange } from '@spane/engine'
import type { Pool } from '../trigger-context.ts'

const POLL_MS = 500

type Status = Awaited<ReturnType<typeof findEndedExecutions>>[number]['status']

export interface WaitOptions {
  timeoutMs: number
  /** The one who asked is gone. */
  signal?: AbortSignal
  /** Waiting is over when one of these nodes has completed, too. */
  nodeIds?: readonly string[]
  /** It was created by this request: what came to its end was announced to this process, so that nobody need be asked. */
  isNew?: boolean
}

interface Waiter {
  nodeIds: readonly string[]
  end: (status?: Status) => void
}

/** As many ends are kept that were announced before somebody waited for them: an execution may be faster than its request. */
const MAX_EARLY_ENDS = 1_000

/**
 * Waits for the ends of executions. The bus tells of ends; what else must be known is asked of the database: one question
 * for all executions, and never two at the same time. Because the bus may lose a message, everything is asked for twice a
 * second, too.
 *
 * `idle` → (a change, a waiter, the poll) `asking` → `asking` again when there was something new meanwhile, else `idle`.
 */
export class EndWaiter {
  readonly #pool: Pool
  readonly #waiting = new Map<string, Set<Waiter>>()
  readonly #changed = new Set<string>()
  readonly #earlyEnds = new Map<string, Status>()
  readonly #unsubscribe: () => void
  readonly #poll: ReturnType<typeof setInterval>
  readonly #onError: (error: unknown) => void
  #asking = false

  constructor(pool: Pool, bus: Pick<EventBus, 'subscribe'>, onError: (error: unknown) => void) {
    this.#pool = pool
    this.#onError = onError
    this.#unsubscribe = bus.subscribe((changes) => {
      for (const change of changes) this.#hear(change)
      void this.#ask()
    })
    this.#poll = setInterval(() => {
      for (const id of this.#waiting.keys()) this.#changed.add(id)
      void this.#ask()
    }, POLL_MS)
  }

  /** Its status when the waiting was over; undefined when that took longer than `timeoutMs`, or `signal` fired. */
  wait(
    executionId: string,
    { timeoutMs, signal, nodeIds = [], isNew = false }: WaitOptions,
  ): Promise<Status | undefined> {
    return new Promise((resolve) => {
      const waiters = this.#waiting.get(executionId) ?? new Set()
      this.#waiting.set(executionId, waiters)
      const end = (status?: Status) => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', giveUp)
        waiters.delete(waiter)
        if (waiters.size === 0) this.#waiting.delete(executionId)
        resolve(status)
      }
      const waiter: Waiter = { nodeIds, end }
      const giveUp = () => end()
      const timer = setTimeout(giveUp, timeoutMs)
      waiters.add(waiter)
      if (signal?.aborted) return giveUp()
      signal?.addEventListener('abort', giveUp)
      const early = isNew ? this.#earlyEnds.get(executionId) : undefined
      if (early) return end(early)
      if (isNew && nodeIds.length === 0) return
      this.#changed.add(executionId)
      void this.#ask()
    })
  }

  /** Everybody who still waits is told that it has not ended. */
  close(): void {
    this.#unsubscribe()
    clearInterval(this.#poll)
    for (const waiter of [...this.#waiting.values()].flatMap((waiters) => [...waiters])) waiter.end()
  }

  #hear({ executionId, ended }: ExecutionChange): void {
    const waiters = this.#waiting.get(executionId)
    if (waiters === undefined) {
      if (ended) this.#keepEarly(executionId, ended)
    } else if (ended) {
      for (const waiter of [...waiters]) waiter.end(ended)
    } else if ([...waiters].some(({ nodeIds }) => nodeIds.length > 0)) {
      this.#changed.add(executionId)
    }
  }

  #keepEarly(executionId: string, status: Status): void {
    this.#earlyEnds.set(executionId, status)
    if (this.#earlyEnds.size <= MAX_EARLY_ENDS) return
    const [oldest] = this.#earlyEnds.keys()
    if (oldest !== undefined) this.#earlyEnds.delete(oldest)
  }

  async #ask(): Promise<void> {
    if (this.#asking) return
    this.#asking = true
    try {
      while (this.#changed.size > 0) {
        const ids = [...this.#changed]
        this.#changed.clear()
        for (const { id, status } of await findEndedExecutions(this.#pool, ids, this.#nodesOf(ids))) {
          for (const waiter of [...(this.#waiting.get(id) ?? [])]) {
            // An execution that was found by a node is one only for those who wait for nodes.
            if (isEnded(status) || waiter.nodeIds.length > 0) waiter.end(status)
          }
        }
      }
    } catch (error) {
      this.#onError(error)
    } finally {
      this.#asking = false
    }
  }

  #nodesOf(ids: readonly string[]): { executionId: string; nodeId: string }[] {
    return ids.flatMap((executionId) =>
      [...(this.#waiting.get(executionId) ?? [])].flatMap(({ nodeIds }) =>
        nodeIds.map((nodeId) => ({ executionId, nodeId })),
      ),
    )
  }
}

function isEnded(status: Status): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled'
}
