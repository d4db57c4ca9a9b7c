import { cancelled, type Job } from './job-runner.ts'
import { SandboxError } from './sandbox-error.ts'
import type { JobResult, ToThread } from './thread-protocol.ts'

/** A job and what its caller waits for; settled once. */
export interface QueuedJob extends Job {
  settle: (outcome: JobResult | SandboxError) => void
}

/**
 * Jobs that no thread has begun yet, first come, first served. A job goes `waiting → begun → settled`, or is settled while
 * it waits: by its signal, or by the queue being closed.
 */
export class JobQueue {
  private readonly waiting: QueuedJob[] = []
  private readonly abort: (job: QueuedJob) => void
  private closed = false

  /** @param abort ends a job whose signal is aborted after it has begun */
  constructor(abort: (job: QueuedJob) => void) {
    this.abort = abort
  }

  get size(): number {
    return this.waiting.length
  }

  /** @throws SandboxError of its caller's promise: what `settle` is called with, or that it is cancelled or closed already */
  add(job: Job): Promise<JobResult> {
    return new Promise((resolve, reject) => {
      if (this.closed) return reject(new SandboxError('SANDBOX_FAILED', 'The sandbox is closed.'))
      if (job.signal?.aborted) return reject(cancelled())
      const onAbort = () => this.drop(queued)
      const queued: QueuedJob = {
        ...job,
        settle: (outcome) => {
          job.signal?.removeEventListener('abort', onAbort)
          if (outcome instanceof Error) reject(outcome)
          else resolve(outcome)
        },
      }
      job.signal?.addEventListener('abort', onAbort, { once: true })
      this.waiting.push(queued)
    })
  }

  /** The next job, which from now on is its taker's to settle. */
  take(): QueuedJob | undefined {
    return this.waiting.shift()
  }

  /** Fails whatever waits, and all that comes. */
  close(error: SandboxError): void {
    this.closed = true
    for (const job of this.waiting.splice(0)) job.settle(error)
  }

  private drop(job: QueuedJob): void {
    const at = this.waiting.indexOf(job)
    if (at < 0) this.abort(job)
    else {
      this.waiting.splice(at, 1)
      job.settle(cancelled())
    }
  }
}

/** What a thread is told that asked a job for the output of a node. */
export async function answerRead(
  job: Job | undefined,
  { callId, nodeId }: { callId: number; nodeId: string },
): Promise<Extract<ToThread, { type: 'reply' }>> {
  try {
    return { type: 'reply', callId, json: (await job?.onRead?.(nodeId)) ?? null }
  } catch (error) {
    return { type: 'reply', callId, json: null, error: error instanceof Error ? error.message : String(error) }
  }
}
