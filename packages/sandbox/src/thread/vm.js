import { createGuest } from './guest.js'

/** @import { QuickJSWASMModule, QuickJSContext, QuickJSHandle, QuickJSRuntime } from 'quickjs-emscripten-core' */
/** @import { Failure, JobLimits, JobResult, LogLevel } from '../thread-protocol.ts' */

// QuickJS's own limit. The thread's native stack is made large enough for the WASM frames of this much, so that deep
// recursion ends as an error inside QuickJS and never as a broken module.
const STACK_BYTES = 512 * 1024

/**
 * @typedef {object} HostCalls
 * @property {(level: LogLevel, message: string) => void} log
 * @property {(callId: number, nodeId: string) => void} read
 */

/** One job's QuickJS runtime: made for it, thrown away after it. */
export class Vm {
  /** @type {JobResult | undefined} */
  outcome
  /** @type {'timeout' | 'cancelled' | undefined} */
  interrupted
  /** @type {QuickJSRuntime} */
  runtime
  /** @type {QuickJSContext} */
  context
  /** @type {QuickJSHandle} */
  guest

  /** @param {QuickJSWASMModule} module @param {JobLimits} limits @param {Int32Array} cancel @param {HostCalls} host */
  constructor(module, limits, cancel, host) {
    this.cancel = cancel
    this.runtime = module.newRuntime()
    this.runtime.setMemoryLimit(limits.memoryBytes)
    this.runtime.setMaxStackSize(STACK_BYTES)
    this.context = this.runtime.newContext()
    this.guest = this.createGuest(host)
    // From here on: our own preparation is never stopped halfway, where nobody could tell why it was.
    this.deadline = Date.now() + limits.timeoutMs
    this.runtime.setInterruptHandler(() => this.mustStop())
  }

  mustStop() {
    if (Atomics.load(this.cancel, 0) !== 0) this.interrupted = 'cancelled'
    else if (Date.now() > this.deadline) this.interrupted = 'timeout'
    return this.interrupted !== undefined
  }

  /** @param {HostCalls} host */
  createGuest(host) {
    const { context } = this
    const factory = context.unwrapResult(context.evalCode(`(${createGuest.toString()})`, 'sandbox.js'))
    const calls = [
      context.newFunction('log', (level, message) => {
        host.log(/** @type {LogLevel} */ (context.getString(level)), context.getString(message))
      }),
      context.newFunction('read', (callId, nodeId) => host.read(context.getNumber(callId), context.getString(nodeId))),
      context.newFunction('finish', (outcome) => {
        this.outcome = JSON.parse(context.getString(outcome))
      }),
    ]
    const guest = context.unwrapResult(context.callFunction(factory, context.undefined, calls))
    for (const handle of [factory, ...calls]) handle.dispose()
    return guest
  }

  /**
   * Calls a function of the guest. The arguments are used up.
   * @param {'evaluate' | 'run' | 'reply'} name @param {QuickJSHandle[]} args
   * @returns {string | undefined} what it returned, if that is text
   */
  call(name, args) {
    const { context } = this
    const method = context.getProp(this.guest, name)
    const result = context.callFunction(method, context.undefined, args)
    for (const handle of [method, ...args]) handle.dispose()
    const value = this.take(result)
    const text = context.typeof(value) === 'string' ? context.getString(value) : undefined
    value.dispose()
    return text
  }

  /**
   * The value of a result; what was thrown ends the job.
   * @param {{ error?: QuickJSHandle, value?: QuickJSHandle }} result
   * @returns {QuickJSHandle}
   */
  take(result) {
    if (result.error) {
      const failure = this.describe(result.error)
      result.error.dispose()
      throw new GuestFailure(failure)
    }
    return /** @type {QuickJSHandle} */ (result.value)
  }

  /** @param {QuickJSHandle} handle @returns {Failure} */
  describe(handle) {
    const thrown = this.context.dump(handle)
    const { name, message, stack } =
      typeof thrown === 'object' && thrown !== null
        ? thrown
        : { name: 'Error', message: String(thrown), stack: undefined }
    return { kind: 'error', name: String(name), message: String(message), ...(stack ? { stack: String(stack) } : {}) }
  }

  /** @param {string | null | undefined} text */
  text(text) {
    if (text === undefined) return this.context.undefined.dup()
    return text === null ? this.context.null.dup() : this.context.newString(text)
  }

  dispose() {
    this.guest.dispose()
    this.context.dispose()
    this.runtime.dispose()
  }
}

/** Carries a failure out of the QuickJS calls. */
export class GuestFailure extends Error {
  /** @param {Failure} failure */
  constructor(failure) {
    super(failure.message)
    this.failure = failure
  }
}
