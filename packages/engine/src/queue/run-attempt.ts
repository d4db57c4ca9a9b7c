import type { ExecutionContext, ExecutionResult, INodeExecutor } from '@spane/node-sdk'
import { LazyAbort } from './lazy-abort.ts'

/** How one attempt ended. `aborted`: nobody waits for its result any more. */
export type AttemptEnd =
  | { kind: 'returned'; result: ExecutionResult }
  | { kind: 'threw'; error: unknown }
  | { kind: 'timeout'; timeout: number }
  | { kind: 'aborted' }

/** What a person reads of an attempt that overran its time. @param timeout milliseconds */
export function timeoutText(timeout: number): string {
  return `The attempt took longer than the node’s timeout of ${timeout} ms: give it more time in its settings, or less to do`
}

/**
 * Runs an executor under a time limit (rule 5.3) and an abort from outside (rule 7.2). An executor that ignores its
 * signal is left behind: its slot is free at once, and what it returns later goes nowhere.
 */
export function runAttempt(options: {
  executor: INodeExecutor
  openContext: (abort: LazyAbort) => ExecutionContext | Promise<ExecutionContext>
  /** Milliseconds; 0 is none. */
  timeout: number
  abort: LazyAbort
}): Promise<AttemptEnd> {
  const { timeout, abort } = options
  return new Promise((resolve) => {
    if (abort.aborted) return resolve({ kind: 'aborted' })
    const own = new LazyAbort()
    const timer =
      timeout > 0
        ? setTimeout(() => {
            finish({ kind: 'timeout', timeout })
            own.abort(new DOMException(timeoutText(timeout), 'TimeoutError'))
          }, timeout)
        : undefined
    abort.onAbort = (reason) => {
      finish({ kind: 'aborted' })
      own.abort(reason)
    }
    function finish(end: AttemptEnd) {
      clearTimeout(timer)
      abort.onAbort = undefined
      resolve(end)
    }
    execute(options, own).then(
      (result) => finish({ kind: 'returned', result }),
      (error: unknown) => finish({ kind: 'threw', error }),
    )
  })
}

async function execute(options: Parameters<typeof runAttempt>[0], abort: LazyAbort): Promise<ExecutionResult> {
  const { openContext, executor } = options
  return executor.execute(await openContext(abort))
}
