import { answerRead, JobQueue, type QueuedJob } from '../job-queue.ts'
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

/**
 * One web worker, which goes `none → starting → idle ⇄ busy → none`. It shares no memory with the page, so a job that is
 * cancelled or overruns its time ends it; the next job starts another one.
 */
export class BrowserThread implements JobRunner {
  private readonly createWorker: () => BrowserWorker
  private readonly queue = new JobQueue((job) => this.abort(job))
  private worker: BrowserWorker | undefined
  private state: 'none' | 'starting' | 'idle' | 'busy' = 'none'
  private job: QueuedJob | undefined
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(createWorker: () => BrowserWorker) {
    this.createWorker = createWorker
  }

  async run(job: Job): Promise<JobResult> {
    const result = this.queue.add(job)
    this.next()
    return result
  }

  async close(): Promise<void> {
    const error = new SandboxError('SANDBOX_FAILED', 'The sandbox was closed.')
    this.queue.close(error)
    this.end(error)
  }

  private next(): void {
    if (this.queue.size === 0) return
    if (this.state === 'none') this.start()
    else if (this.state === 'idle') this.begin(this.queue.take() as QueuedJob)
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
    call: { callId: number; nodeId: string },
  ): Promise<void> {
    const reply = await answerRead(job, call)
    if (this.worker === worker && this.job === job) worker.postMessage(reply)
  }

  private abort(job: QueuedJob): void {
    if (this.job === job) this.end(cancelled())
  }

  private endAfter(ms: number, reason: () => SandboxError): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.end(reason()), ms)
  }

  /** Ends the worker; the job that it ran, or that waited for it to start, fails with the error. */
  private end(error: SandboxError | undefined): void {
    clearTimeout(this.timer)
    const job = this.state === 'starting' ? this.queue.take() : this.job
    this.worker?.terminate()
    this.worker = undefined
    this.job = undefined
    this.state = 'none'
    if (error) job?.settle(error)
    this.next()
  }
}
