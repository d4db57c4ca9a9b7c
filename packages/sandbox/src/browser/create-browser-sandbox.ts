import { createSandboxOn, type Sandbox } from '../sandbox-on.ts'
import { BrowserThread, type BrowserWorker } from './browser-thread.ts'

/** Declared here alone: the package's other files run on Node, and must not see what only a browser has. */
declare const Worker: new (url: URL, options: { type: 'module' }) => BrowserWorker

/**
 * The sandbox of the workers in a web worker of the page: the same code with the same limits, so an expression shows here
 * what it will give there. It holds no secrets; those that an expression reads are placeholders. QuickJS is loaded with
 * the first job.
 */
export function createBrowserSandbox(): Sandbox {
  // Bundlers find the worker's code by this form of the call.
  const createWorker = () => new Worker(new URL('../thread/browser-main.js', import.meta.url), { type: 'module' })
  return createSandboxOn(new BrowserThread(createWorker), { secrets: 'masked' })
}
