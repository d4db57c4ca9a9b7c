import { createSandboxOn, type Sandbox, type SandboxLimits } from './sandbox-on.ts'
import { ThreadPool } from './thread-pool.ts'

export interface SandboxOptions extends SandboxLimits {
  /** Threads that run at the same time. Default 2. */
  threads?: number
}

/** Creates a sandbox. Its threads start with the first job that needs them. */
export function createSandbox({ threads = 2, ...options }: SandboxOptions = {}): Sandbox {
  return createSandboxOn(new ThreadPool(threads), options)
}
