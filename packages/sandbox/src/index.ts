export {
  createSandbox,
  type ResolveConfigRequest,
  type RunCodeRequest,
  type Sandbox,
  type SandboxOptions,
  type Scope,
} from './create-sandbox.ts'
export { createRedactor, type Redactor } from './redactor.ts'
export { SandboxError, type SandboxErrorCode } from './sandbox-error.ts'
export { createSecretSource } from './secret-source.ts'
