import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { WorkerSettings } from './worker-settings.ts'

/** Built, because a process of its own knows nothing of TypeScript. The path is right from `src` and from `dist`. */
const PROGRAM = fileURLToPath(new URL('../../../dist/testing/chaos/worker-process.js', import.meta.url))

export interface FleetWorker {
  pid: number
  /** Resolves when the process is gone. */
  exited: Promise<void>
  signal(signal: NodeJS.Signals): void
}

/** The worker processes of a fault run, and when each of them died. */
export class WorkerFleet {
  private settings: WorkerSettings
  private readonly alive = new Map<number, FleetWorker>()
  private readonly ready = new Set<number>()
  /** Milliseconds since the epoch, by process id. */
  readonly deaths = new Map<number, number>()
  private supervising = false

  constructor(settings: WorkerSettings) {
    this.settings = settings
  }

  /** Those that take wake-ups, the oldest first. */
  get workers(): FleetWorker[] {
    return [...this.alive.values()].filter((worker) => this.ready.has(worker.pid))
  }

  /** Resolves when the worker takes wake-ups, or has died on its way there. */
  async start(more: Partial<WorkerSettings> = {}): Promise<FleetWorker> {
    const child = fork(PROGRAM, {
      env: { ...process.env, CHAOS_WORKER: JSON.stringify({ ...this.settings, ...more }) },
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    const worker = this.adopt(child)
    await Promise.race([once(child, 'message'), worker.exited])
    this.ready.add(worker.pid)
    return worker
  }

  async startMany(count: number, more: Partial<WorkerSettings> = {}): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.start(more)))
  }

  /** How workers that start from now on differ. */
  change(settings: Partial<WorkerSettings>): void {
    this.settings = { ...this.settings, ...settings }
  }

  /** From now on starts another worker whenever one dies. */
  supervise(): void {
    this.supervising = true
  }

  async kill(worker: FleetWorker): Promise<void> {
    worker.signal('SIGKILL')
    await worker.exited
  }

  async stop(): Promise<void> {
    this.supervising = false
    await Promise.all([...this.alive.values()].map((worker) => this.kill(worker)))
  }

  private adopt(child: ChildProcess): FleetWorker {
    const pid = child.pid as number
    const exited = once(child, 'exit').then(() => {
      this.deaths.set(pid, Date.now())
      this.alive.delete(pid)
      if (this.supervising) void this.start()
    })
    const worker: FleetWorker = { pid, exited, signal: (signal) => void child.kill(signal) }
    this.alive.set(pid, worker)
    return worker
  }
}
