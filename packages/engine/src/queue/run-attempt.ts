import type { ExecutionContext, ExecutionResult, INodeExecutor } from '@spane/node-sdk'

/** How one attempt ended. `aborted`: nobody waits for its result any more. */
export type AttemptEnd =
  | { kind: 'returned'; result: ExecutionResult }
  | { kind: 'threw'; error: unknown }
  | { kind: 'timeout'; timeout: number }
  | { kind: 'aborted' }

/**
 * Runs an executor under a time limit (rule 5.3) and an abort from outside (rule 7.2). An executor that ignores its
 * signal is left behind: its slot is free at once, and what it returns later goes nowhere.
 */
export function runAttempt(options: {
  executor: INodeExecutor
  createContext: (signal: AbortSignal) => Promise<ExecutionContext>
  /** Milliseconds; 0 is none. */
  timeout: number
  abort: AbortSignal
}): Promise<AttemptEnd> {
  const { timeout, abort } = options
  return new Promise((resolve) => {
    const controller = new AbortController()
    const timer =
      timeout > 0
        ? setTimeout(() => {
            finish({ kind: 'timeout', timeout })
            controller.abort(new DOMException(`The attempt took longer than ${timeout} ms`, 'TimeoutError'))
          }, timeout)
        : undefined
    const onAbort = () => {
      finish({ kind: 'aborted' })
      controller.abort(abort.reason)
    }
    function finish(end: AttemptEnd) {
      clearTimeout(timer)
      abort.removeEventListener('abort', onAbort)
      resolve(end)
    }
    if (abort.aborted) return onAbort()
    abort.addEventListener('abort', onAbort, { once: true })
    options
      .createContext(controller.signal)
      .then((context) => options.executor.execute(context))
      .then(
        (result) => finish({ kind: 'returned', result }),
        (error: unknown) => finish({ kind: 'threw', error }),
      )
  })
}
