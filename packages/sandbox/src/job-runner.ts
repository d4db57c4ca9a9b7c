import { SandboxError } from './sandbox-error.ts'
import type { JobLimits, JobRequest, JobResult, LogLevel } from './thread-protocol.ts'

/** How long a job may overrun its time before its thread is ended from outside. */
export const GRACE_MS = 250

export interface Job {
  request: JobRequest
  limits: JobLimits
  signal?: AbortSignal
  onLog?: (level: LogLevel, message: string) => void
  /** JSON text of a node's output, or null. */
  onRead?: (nodeId: string) => Promise<string | null>
}

/** Carries jobs out on threads that can be ended. */
export interface JobRunner {
  /** @throws SandboxError when the job was cancelled, overran its time or its thread broke */
  run(job: Job): Promise<JobResult>
  close(): Promise<void>
}

export function timeoutMessage(timeoutMs: number): string {
  return `The code took longer than ${timeoutMs} ms, its time limit, and was stopped: give it less to do at once.`
}

export function cancelled(): SandboxError {
  return new SandboxError('CANCELLED', 'The code was stopped because its node run was.')
}
