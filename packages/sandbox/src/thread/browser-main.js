/** The entry of a sandbox thread in a browser. It runs what `main.js` runs, with the messages of a web worker. */
import variant from '@jitl/quickjs-wasmfile-release-sync'
import { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core'
import { muteConsole, serveJobs } from './serve-jobs.js'

/** @import { QuickJSSyncVariant } from 'quickjs-emscripten-core' */
/** @import { FromThread, ToThread } from '../thread-protocol.ts' */

/** @typedef {{ postMessage: (message: FromThread) => void, onmessage: ((event: { data: ToThread }) => void) | null }} WorkerScope */

const scope = /** @type {WorkerScope} */ (/** @type {unknown} */ (globalThis))
muteConsole()

// See main.js.
const module = await newQuickJSWASMModuleFromVariant(
  /** @type {QuickJSSyncVariant} */ (/** @type {unknown} */ (variant)),
)
const handle = serveJobs(module, (message) => scope.postMessage(message))
scope.onmessage = ({ data }) => handle(data)
scope.postMessage({ type: 'ready' })
