export { SandboxError, type SandboxErrorCode } from '../sandbox-error.ts'
export type { Sandbox, Scope } from '../sandbox-on.ts'
export { createBrowserSandbox } from './create-browser-sandbox.ts'
