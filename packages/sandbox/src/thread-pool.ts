import { Worker } from 'node:worker_threads'
import { answerRead, JobQueue, type QueuedJob } from './job-queue.ts'
import { cancelled, GRACE_MS, type Job, type JobRunner, timeoutMessage } from './job-runner.ts'
import { SandboxError } from './sandbox-error.ts'
import type { FromThread, JobResult, ToThread } from './thread-protocol.ts'

/** The native stack that the WASM frames of QuickJS's own stack limit need, with room to spare. */
const STACK_MB = 32

/**
 * A thread goes `starting → idle ⇄ busy → ended`. It ends when it overruns a job's time, when it breaks, and when the
 * pool closes; its job then fails, the queue is untouched, and a new thread takes its place as soon as there is work.
 */
interface Thread {
  worker: Worker
  state: 'starting' | 'idle' | 'busy' | 'ended'
  job: QueuedJob | undefined
  /** Not 0 when its job is to stop by itself. */
  cancel: Int32Array
  killTimer: NodeJS.Timeout | undefined
}

/** Runs jobs on worker threads, one at a time on each. Threads are started when needed and don't keep the process alive. */
export class ThreadPool implements JobRunner {
  private readonly size: number
  private readonly threads = new Set<Thread>()
  private readonly queue = new JobQueue((job) => this.abort(job))

  constructor(size: number) {
    this.size = size
  }

  async run(job: Job): Promise<JobResult> {
    const result = this.queue.add(job)
    this.schedule()
    return result
  }

  async close(): Promise<void> {
    const error = new SandboxError('SANDBOX_FAILED', 'The sandbox was closed.')
    this.queue.close(error)
    await Promise.all([...this.threads].map((thread) => this.end(thread, error)))
  }

  private schedule(): void {
    for (const thread of this.threads) {
      if (thread.state !== 'idle') continue
      const job = this.queue.take()
      if (!job) return
      this.start(thread, job)
    }
    const starting = [...this.threads].filter((thread) => thread.state === 'starting').length
    if (this.queue.size > starting && this.threads.size < this.size) this.addThread()
  }

  private addThread(): void {
    const worker = new Worker(new URL('./thread/main.js', import.meta.url), {
      // Nothing of the process is handed on: no variables, no flags of a test runner.
      env: {},
      argv: [],
      execArgv: [],
      resourceLimits: { stackSizeMb: STACK_MB },
    })
    const thread: Thread = {
      worker,
      state: 'starting',
      job: undefined,
      cancel: new Int32Array(1),
      killTimer: undefined,
    }
    this.threads.add(thread)
    worker.on('message', (message: FromThread) => this.receive(thread, message))
    worker.on('error', (cause) => this.lose(thread, cause))
    worker.on('exit', () => this.lose(thread, undefined))
  }

  private start(thread: Thread, job: QueuedJob): void {
    thread.state = 'busy'
    thread.job = job
    const cancel = new SharedArrayBuffer(4)
    thread.cancel = new Int32Array(cancel)
    thread.worker.ref()
    post(thread, { type: 'job', request: job.request, limits: job.limits, cancel })
    this.killAfter(
      thread,
      job.limits.timeoutMs + GRACE_MS,
      () => new SandboxError('TIMEOUT', timeoutMessage(job.limits.timeoutMs)),
    )
  }

  private receive(thread: Thread, message: FromThread): void {
    const { job } = thread
    if (thread.state === 'ended') return
    if (message.type === 'log') job?.onLog?.(message.level, message.message)
    else if (message.type === 'read') void this.answer(thread, job, message)
    else {
      clearTimeout(thread.killTimer)
      thread.job = undefined
      thread.state = 'idle'
      thread.worker.unref()
      if (message.type === 'done') {
        job?.settle(message.result)
        if (message.broken) void this.end(thread, undefined)
      }
      this.schedule()
    }
  }

  private async answer(
    thread: Thread,
    job: QueuedJob | undefined,
    call: { callId: number; nodeId: string },
  ): Promise<void> {
    const reply = await answerRead(job, call)
    // The thread may have gone on to another job by now, or have ended.
    if (thread.job === job && thread.state === 'busy') post(thread, reply)
  }

  private abort(job: QueuedJob): void {
    const thread = [...this.threads].find((candidate) => candidate.job === job)
    if (!thread) return
    Atomics.store(thread.cancel, 0, 1)
    this.killAfter(thread, GRACE_MS, cancelled)
  }

  private killAfter(thread: Thread, ms: number, reason: () => SandboxError): void {
    clearTimeout(thread.killTimer)
    thread.killTimer = setTimeout(() => {
      void this.end(thread, reason())
      this.schedule()
    }, ms)
  }

  private lose(thread: Thread, cause: Error | undefined): void {
    if (thread.state === 'ended') return
    const outOfMemory = (cause as NodeJS.ErrnoException | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY'
    const code = outOfMemory ? 'MEMORY' : 'SANDBOX_FAILED'
    const message = `The thread of the sandbox ended by itself${cause ? `: ${cause.message}` : ''}.`
    const error = new SandboxError(code, message, { cause })
    // A thread that cannot even start would be started again and again: the job that waits for it fails instead.
    if (thread.state === 'starting') this.queue.take()?.settle(error)
    void this.end(thread, error)
    this.schedule()
  }

  private async end(thread: Thread, error: SandboxError | undefined): Promise<void> {
    clearTimeout(thread.killTimer)
    thread.state = 'ended'
    this.threads.delete(thread)
    if (error) thread.job?.settle(error)
    thread.job = undefined
    await thread.worker.terminate()
  }
}

function post(thread: Thread, message: ToThread): void {
  thread.worker.postMessage(message)
}
