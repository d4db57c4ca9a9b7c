import type { NodeQueue, QueueCounts, QueuedWakeUp, QueueWorker, WakeUp } from './queue-backend.ts'

/** A queue that is opened at its first use, and again after an opening that failed. */
export class ReconnectingQueue implements NodeQueue {
  private readonly open: () => Promise<NodeQueue>
  private opened: Promise<NodeQueue> | undefined

  constructor(open: () => Promise<NodeQueue>) {
    this.open = open
  }

  async addBulk(wakeUps: QueuedWakeUp[]): Promise<void> {
    await (await this.queue()).addBulk(wakeUps)
  }

  async counts(): Promise<QueueCounts> {
    return (await this.queue()).counts()
  }

  async startWorker(concurrency: number, process: (wakeUp: WakeUp) => Promise<void>): Promise<QueueWorker> {
    return (await this.queue()).startWorker(concurrency, process)
  }

  async close(): Promise<void> {
    const opened = await this.opened?.catch(() => undefined)
    await opened?.close()
  }

  private queue(): Promise<NodeQueue> {
    this.opened ??= this.open().catch((error) => {
      this.opened = undefined
      throw error
    })
    return this.opened
  }
}
