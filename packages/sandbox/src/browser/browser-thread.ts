import { cancelled, GRACE_MS, type Job, type JobRunner, timeoutMessage } from '../job-runner.ts'
import { SandboxError } from '../sandbox-error.ts'
import type { FromThread, JobResult, ToThread } from '../thread-protocol.ts'

/** What is needed of a web worker. */
export interface BrowserWorker {
  postMessage(message: ToThread): void
  terminate(): void
  onmessage: ((event: { data: FromThread }) => void) | null
  onerror: ((event: { message?: string }) => void) | null
}

/** Loading QuickJS may take a slow line a while; a job's own time begins after it. */
const START_TIMEOUT_MS = 30_000

interface QueuedJob extends Job {
  settle: (outcome: JobResult | SandboxError) => void
}

/**
 * One web worker, which goes `none → starting → idle ⇄ busy → none`. It shares no memory with the page, so a job that is
 * cancelled or overruns its time ends it; the next job starts another one.
 */
export class BrowserThread implements JobRunner {
  private readonly createWorker: () => BrowserWorker
  private readonly queue: QueuedJob[] = []
  private worker: BrowserWorker | undefined
  private state: 'none' | 'starting' | 'idle' | 'busy' = 'none'
  private job: QueuedJob | undefined
  private timer: ReturnType<typeof setTimeout> | undefined
  private closed = false
  constructor(createWorker: () => BrowserWorker) {
    this.createWorker = createWorker
  }

  async run(job: Job): Promise<JobResult> {
    if (this.closed) throw new SandboxError('SANDBOX_FAILED', 'The sandbox is closed.')
    if (job.signal?.aborted) throw cancelled()
    return new Promise((resolve, reject) => {
      const onAbort = (): void => this.abort(queued)
      const queued: QueuedJob = {
        ...job,
        settle: (outcome) => {
          job.signal?.removeEventListener('abort', onAbort)
          if (outcome instanceof Error) reject(outcome)
          else resolve(outcome)
        },
      }
      job.signal?.addEventListener('abort', onAbort, { once: true })
      this.queue.push(queued)
      this.next()
    })
  }

  async close(): Promise<void> {
    this.closed = true
    const error = new SandboxError('SANDBOX_FAILED', 'The sandbox was closed.')
    for (const job of this.queue.splice(0)) job.settle(error)
    this.end(error)
  }

  private next(): void {
    if (this.queue.length === 0 || this.state === 'starting' || this.state === 'busy') return
    if (this.state === 'none') this.start()
    else this.begin(this.queue.shift() as QueuedJob)
  }

  private start(): void {
    this.state = 'starting'
    const lost = (detail?: string) =>
      new SandboxError('SANDBOX_FAILED', `The sandbox could not start${detail ? `: ${detail}` : ''}.`)
    this.endAfter(START_TIMEOUT_MS, () => lost('it takes too long'))
    try {
      const worker = this.createWorker()
      this.worker = worker
      worker.onmessage = ({ data }) => this.receive(worker, data)
      worker.onerror = ({ message }) => {
        if (this.worker === worker) this.end(lost(message))
      }
    } catch (cause) {
      this.end(lost(cause instanceof Error ? cause.message : String(cause)))
    }
  }

  private begin(job: QueuedJob): void {
    this.state = 'busy'
    this.job = job
    const { request, limits } = job
    this.worker?.postMessage({ type: 'job', request, limits })
    const { timeoutMs } = limits
    this.endAfter(timeoutMs + GRACE_MS, () => new SandboxError('TIMEOUT', timeoutMessage(timeoutMs)))
  }

  private receive(worker: BrowserWorker, message: FromThread): void {
    if (this.worker !== worker) return
    const { job } = this
    if (message.type === 'log') job?.onLog?.(message.level, message.message)
    else if (message.type === 'read') void this.answer(worker, job, message)
    else {
      clearTimeout(this.timer)
      this.job = undefined
      this.state = 'idle'
      if (message.type === 'done') {
        job?.settle(message.result)
        if (message.broken) this.end(undefined)
      }
      this.next()
    }
  }

  private async answer(
    worker: BrowserWorker,
    job: QueuedJob | undefined,
    { callId, nodeId }: { callId: number; nodeId: string },
  ): Promise<void> {
    let reply: { json: string | null; error?: string }
    try {
      reply = { json: (await job?.onRead?.(nodeId)) ?? null }
    } catch (error) {
      reply = { json: null, error: error instanceof Error ? error.message : String(error) }
    }
    if (this.worker === worker && this.job === job) worker.postMessage({ type: 'reply', callId, ...reply })
  }

  private abort(job: QueuedJob): void {
    const at = this.queue.indexOf(job)
    if (at >= 0) {
      this.queue.splice(at, 1)
      job.settle(cancelled())
    } else if (this.job === job) this.end(cancelled())
  }

  private endAfter(ms: number, reason: () => SandboxError): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.end(reason()), ms)
  }

  /** Ends the worker; the job that it ran, or that waited for it to start, fails with the error. */
  private end(error: SandboxError | undefined): void {
    clearTimeout(this.timer)
    const job = this.state === 'starting' ? this.queue.shift() : this.job
    this.worker?.terminate()
    this.worker = undefined
    this.job = undefined
    this.state = 'none'
    if (error) job?.settle(error)
    this.next()
  }
}
