import { GuestFailure, Vm } from './vm.js'

/** @import { QuickJSWASMModule } from 'quickjs-emscripten-core' */
/** @import { CodeRequest, ExpressionsRequest, Failure, JobLimits, JobRequest, JobResult } from '../thread-protocol.ts' */
/** @import { HostCalls } from './vm.js' */

/** The file name of a node's code in stacks. */
const CODE_FILE = 'code.js'

/**
 * @typedef {object} JobEnvironment
 * @property {QuickJSWASMModule} module
 * @property {JobLimits} limits
 * @property {Int32Array} cancel
 * @property {HostCalls} host
 * @property {() => Promise<{ callId: number, json: string | null, error?: string }>} nextReply the next answer to a read
 */

/**
 * Runs one job in a QuickJS of its own. `broken` says that the module may be damaged and the thread must end.
 * @param {JobRequest} request @param {JobEnvironment} environment
 * @returns {Promise<{ result: JobResult, broken: boolean }>}
 */
export async function runJob(request, environment) {
  /** @type {Vm | undefined} */
  let vm
  /** @type {JobResult} */
  let result
  let broken = false
  try {
    vm = new Vm(environment.module, environment.limits, environment.cancel, environment.host)
    result = request.kind === 'expressions' ? evaluate(vm, request) : await runCode(vm, request, environment)
  } catch (error) {
    broken = !(error instanceof GuestFailure)
    const failure = error instanceof GuestFailure ? error.failure : hostFailure(error)
    result = { status: 'failed', failure }
  }
  try {
    vm?.dispose()
  } catch {
    // QuickJS asserts that nothing is left. It then has aborted, and its memory cannot be trusted any more.
    broken = true
  }
  return { result: classify(result, vm), broken }
}

/** @param {Vm} vm @param {ExpressionsRequest} request @returns {JobResult} */
function evaluate(vm, request) {
  const { fields, execution, secrets } = request
  const meta = JSON.stringify({ fields, execution, secrets, nodeIds: request.nodes.map(([id]) => id) })
  const args = [vm.text(meta), vm.text(request.input), ...request.nodes.map(([, output]) => vm.text(output))]
  return JSON.parse(/** @type {string} */ (vm.call('evaluate', args)))
}

/** @param {Vm} vm @param {CodeRequest} request @param {JobEnvironment} environment @returns {Promise<JobResult>} */
async function runCode(vm, request, environment) {
  const { context, runtime } = vm
  let waiting = 0
  const { read } = environment.host
  environment.host.read = (callId, nodeId) => {
    waiting++
    read(callId, nodeId)
  }
  // On lines of its own, so that a trailing comment in the code does no harm.
  const body = vm.take(context.evalCode(`(async function (input, ctx) {\n${request.code}\n})`, CODE_FILE))
  vm.call('run', [body, vm.text(request.input), vm.text(request.ctx)])
  for (;;) {
    const jobs = runtime.executePendingJobs()
    if (jobs.error) vm.take(jobs)
    if (vm.outcome) return vm.outcome
    if (waiting === 0) {
      const message = 'The code never ends: it awaits something that nothing will settle'
      throw new GuestFailure({ kind: 'error', name: 'Error', message })
    }
    const reply = await withDeadline(environment.nextReply(), vm)
    waiting--
    const { callId, json, error } = reply
    vm.call('reply', [context.newNumber(callId), vm.text(json), vm.text(error)])
  }
}

/** @template T @param {Promise<T>} promise @param {Vm} vm @returns {Promise<T>} */
async function withDeadline(promise, vm) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  const deadline = new Promise((_, reject) => {
    timer = setTimeout(() => {
      vm.interrupted = 'timeout'
      reject(new GuestFailure({ kind: 'timeout', name: 'Error', message: 'interrupted' }))
    }, vm.deadline - Date.now())
  })
  try {
    return await /** @type {Promise<T>} */ (Promise.race([promise, deadline]))
  } finally {
    clearTimeout(timer)
  }
}

/** @param {unknown} error @returns {Failure} */
function hostFailure(error) {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) }
  return { kind: 'error', name, message: `QuickJS broke down: ${message}` }
}

/**
 * Tells timeouts and lack of memory from the code's own errors, and finds the line.
 * @param {JobResult} result @param {Vm | undefined} vm @returns {JobResult}
 */
function classify(result, vm) {
  if (vm?.interrupted) {
    return { status: 'failed', failure: { kind: vm.interrupted, name: 'Error', message: 'interrupted' } }
  }
  if (result.status !== 'failed') return result
  const { failure } = result
  // A string or array too long for QuickJS counts as lack of memory, too: the limit is of the same kind.
  if (/^(?:out of memory|string too long|invalid (?:string|array) length)$/.test(failure.message))
    return { status: 'failed', failure: { ...failure, kind: 'memory' } }
  const stack = ownFrames(failure.stack ?? '')
  const line = /\bcode\.js:(\d+)/.exec(stack)?.[1]
  return line === undefined ? result : { status: 'failed', failure: { ...failure, line: Number(line), stack } }
}

/**
 * The frames of the code alone, by its own lines: it stands below the head that makes a function of it.
 * @param {string} stack
 */
function ownFrames(stack) {
  return stack
    .split('\n')
    .filter((frame) => frame.trim() !== '' && !frame.includes('sandbox.js:'))
    .map((frame) => frame.replace(/\bcode\.js:(\d+)/, (_, line) => `${CODE_FILE}:${Math.max(1, Number(line) - 1)}`))
    .join('\n')
}
