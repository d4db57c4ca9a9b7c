/**
 * The entry of a sandbox thread. Plain JavaScript, because a thread's entry must run as it is from `src` (in tests, on
 * Node versions that do not strip types) and from `dist`, where the compiler copies it.
 */
import { parentPort } from 'node:worker_threads'
import variant from '@jitl/quickjs-wasmfile-release-sync'
import { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core'
import { muteConsole, serveJobs } from './serve-jobs.js'

/** @import { QuickJSSyncVariant } from 'quickjs-emscripten-core' */

if (!parentPort) throw new Error('This file is the entry of a worker thread')
const port = parentPort
// Piping the thread's output away instead would keep the process alive when the thread is idle.
muteConsole()

// The package's types describe its CommonJS form, whose default export lies one level deeper.
const module = await newQuickJSWASMModuleFromVariant(
  /** @type {QuickJSSyncVariant} */ (/** @type {unknown} */ (variant)),
)
port.on(
  'message',
  serveJobs(module, (message) => port.postMessage(message)),
)
port.postMessage({ type: 'ready' })
