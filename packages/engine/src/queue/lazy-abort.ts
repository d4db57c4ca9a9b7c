/**
 * An abort whose `AbortSignal` is made when somebody asks for it: most nodes never look at theirs, and a signal costs
 * more than the rest of a start.
 */
export class LazyAbort {
  /** Told once, at the abort. */
  onAbort: ((reason: unknown) => void) | undefined
  private controller: AbortController | undefined
  private ended = false
  private reason: unknown

  get aborted(): boolean {
    return this.ended
  }

  get signal(): AbortSignal {
    if (!this.controller) {
      this.controller = new AbortController()
      if (this.ended) this.controller.abort(this.reason)
    }
    return this.controller.signal
  }

  abort(reason: unknown): void {
    if (this.ended) return
    this.ended = true
    this.reason = reason
    this.controller?.abort(reason)
    this.onAbort?.(reason)
  }

  throwIfAborted(): void {
    if (this.ended) throw this.reason
  }
}
