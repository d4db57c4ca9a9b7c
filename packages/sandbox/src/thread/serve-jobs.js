import { boundedLog } from './bounded-log.js'
import { runJob } from './run-job.js'

/** @import { QuickJSWASMModule } from 'quickjs-emscripten-core' */
/** @import { FromThread, ToThread } from '../thread-protocol.ts' */

/** @typedef {{ callId: number, json: string | null, error?: string }} Reply */

/**
 * What a thread does, whichever kind it is: one job after the other.
 * @param {QuickJSWASMModule} module @param {(message: FromThread) => void} send
 * @returns {(message: ToThread) => void} takes what the host says
 */
export function serveJobs(module, send) {
  /** @type {Reply[]} */
  let replies = []
  /** @type {((reply: Reply) => void) | undefined} */
  let awaitReply

  /** @param {Extract<ToThread, { type: 'job' }>} job */
  async function handleJob({ request, limits, cancel }) {
    replies = []
    awaitReply = undefined
    const { result, broken } = await runJob(request, {
      module,
      limits,
      cancel: new Int32Array(cancel ?? new ArrayBuffer(4)),
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

  return (message) => {
    if (message.type === 'job') void handleJob(message)
    else if (awaitReply) awaitReply(message)
    else replies.push(message)
  }
}

/** What a QuickJS that aborts says on the console is said again by the error that is reported. */
export function muteConsole() {
  for (const method of /** @type {const} */ (['log', 'info', 'warn', 'error', 'debug'])) console[method] = () => {}
}
