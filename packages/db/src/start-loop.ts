export interface LoopOptions {
  /** Looks once; says in how many milliseconds to look again. The signal is aborted when the loop is closed. */
  look: (signal: AbortSignal) => Promise<number>
  /** After a look that failed, which is repeated. Not told once the loop is closed. */
  onError: (error: unknown) => void
  /** Milliseconds until the first look, 0 by default. */
  firstMs?: number
  /** Milliseconds from a look that failed to the next. */
  retryMs: number
}

export interface Loop {
  /** Ends once what it does just now is done. */
  close(): Promise<void>
}

/**
 * Looks at the database again and again, in whichever processes do so; it does not keep its process alive.
 *
 * `waiting` → (time) → `looking` → `waiting` … → `closed`. A look that fails (the database is away) is repeated: what was
 * due then is still due.
 */
export function startLoop({ look, onError, firstMs = 0, retryMs }: LoopOptions): Loop {
  const closing = new AbortController()
  const { signal } = closing
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined

  const lookOnce = async () => {
    try {
      return await look(signal)
    } catch (error) {
      if (!signal.aborted) onError(error)
      return retryMs
    }
  }
  const lookIn = (ms: number) => {
    if (signal.aborted) return
    timer = setTimeout(() => {
      looking = lookOnce().then(lookIn)
    }, ms)
    timer.unref()
  }
  lookIn(firstMs)
  return {
    async close() {
      closing.abort()
      clearTimeout(timer)
      await looking
    },
  }
}
