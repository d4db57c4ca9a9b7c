/**
 * The entry of a sandbox thread. Plain JavaScript, because a thread's entry must run as it is from `src` (in tests, on
 * Node versions that do not strip types) and from `dist`, where the compiler copies it.
 */
import { parentPort } from 'node:worker_threads'
import variant from '@jitl/quickjs-wasmfile-release-sync'
import { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core'
import { boundedLog } from './bounded-log.js'
import { runJob } from './run-job.js'

/** @import { QuickJSSyncVariant } from 'quickjs-emscripten-core' */
/** @import { FromThread, ToThread } from '../thread-protocol.ts' */

if (!parentPort) throw new Error('This file is the entry of a worker thread')
const port = parentPort
// A QuickJS that aborts says so on the console, beside the error that is reported. Piping the thread's output away instead
// would keep the process alive when the thread is idle.
for (const method of /** @type {const} */ (['log', 'info', 'warn', 'error', 'debug'])) console[method] = () => {}

/** @param {FromThread} message */
const send = (message) => port.postMessage(message)

/** @typedef {{ callId: number, json: string | null, error?: string }} Reply */
/** @type {Reply[]} */
let replies = []
/** @type {((reply: Reply) => void) | undefined} */
let awaitReply

// The package's types describe its CommonJS form, whose default export lies one level deeper.
const module = await newQuickJSWASMModuleFromVariant(
  /** @type {QuickJSSyncVariant} */ (/** @type {unknown} */ (variant)),
)

port.on('message', (/** @type {ToThread} */ message) => {
  if (message.type === 'job') void handleJob(message)
  else if (awaitReply) awaitReply(message)
  else replies.push(message)
})
send({ type: 'ready' })

/** @param {Extract<ToThread, { type: 'job' }>} job */
async function handleJob({ request, limits, cancel }) {
  replies = []
  awaitReply = undefined
  const { result, broken } = await runJob(request, {
    module,
    limits,
    cancel: new Int32Array(cancel),
    host: {
      log: boundedLog((level, message) => send({ type: 'log', level, message })),
      read: (callId, nodeId) => send({ type: 'read', callId, nodeId }),
    },
    nextReply: () =>
      new Promise((resolve) => {
        const reply = replies.shift()
        if (reply) resolve(reply)
        else {
          awaitReply = (next) => {
            awaitReply = undefined
            resolve(next)
          }
        }
      }),
  })
  send({ type: 'done', result, broken })
}
