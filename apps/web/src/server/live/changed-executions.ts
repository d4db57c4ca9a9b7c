/**
 * Gathers ids and hands them on together: the first at once, further ones at most every `interval` ms.
 */
export class ChangedExecutions {
  readonly #interval: number
  readonly #flush: (executionIds: string[]) => void
  readonly #ids = new Set<string>()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(interval: number, flush: (executionIds: string[]) => void) {
    this.#interval = interval
    this.#flush = flush
  }

  add(executionId: string): void {
    this.#ids.add(executionId)
    if (!this.#timer) this.#send()
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#ids.clear()
  }

  #send(): void {
    this.#timer = undefined
    if (this.#ids.size === 0) return
    const ids = [...this.#ids]
    this.#ids.clear()
    this.#flush(ids)
    this.#timer = setTimeout(() => this.#send(), this.#interval)
  }
}
