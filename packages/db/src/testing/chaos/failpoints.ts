import type { ExecutionStore, WorkflowEngine } from '@spane/engine'
import type pg from 'pg'

/** Where a worker can be made to die: around every step between a wake-up and the end of its node. */
export const FAILPOINTS = [
  'before-claim',
  'after-claim',
  'before-effect',
  'after-effect',
  'before-result',
  'before-commit',
  'after-commit',
  'before-enqueue',
  'after-enqueue',
  'before-outbox-delete',
  'after-outbox-delete',
  'before-acknowledge',
  'after-acknowledge',
] as const

export type Failpoint = (typeof FAILPOINTS)[number]

/** What the engine has of its queue, as far as failpoints reach into it. */
interface QueueSeam {
  addBulk(wakeUps: unknown[]): Promise<void>
  startWorker(concurrency: number, process: (wakeUp: unknown) => Promise<void>): Promise<unknown>
}

/** Called wherever a worker passes a failpoint. */
export type Reach = (point: Failpoint) => void

/** Ends this process with `kill -9` when `point` is passed for the n-th time. */
export function dieAt(point: Failpoint | undefined, passes: number): Reach {
  let left = passes
  return (reached) => {
    if (reached !== point) return
    left -= 1
    if (left <= 0) process.kill(process.pid, 'SIGKILL')
  }
}

/** Puts failpoints around the claims, the results and the deletions from the outbox of a store. */
export function withFailpoints<Store extends ExecutionStore>(store: Store, reach: Reach): Store {
  const apply = store.apply.bind(store)
  const deleteOutbox = store.deleteOutbox.bind(store)
  store.apply = async (batch) => {
    const claims = batch.some(({ command }) => command.type === 'claim')
    const results = batch.some(({ command }) => command.type === 'complete')
    if (claims) reach('before-claim')
    if (results) reach('before-result')
    const applied = await apply(batch)
    if (claims) reach('after-claim')
    if (results) reach('after-commit')
    return applied
  }
  store.deleteOutbox = async (ids) => {
    reach('before-outbox-delete')
    await deleteOutbox(ids)
    reach('after-outbox-delete')
  }
  return store
}

/** Puts a failpoint between the statements of a transaction and its COMMIT. */
export function addCommitFailpoint(pool: pg.Pool, reach: Reach): void {
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...parameters: unknown[]) => unknown
    Object.assign(client, {
      query(...parameters: unknown[]) {
        if (parameters[0] === 'COMMIT') reach('before-commit')
        return query(...parameters)
      },
    })
  })
}

/**
 * Puts failpoints around the queue of an engine, and has a share of its additions fail. The engine makes its queue
 * itself, so the methods are replaced on the object that it made.
 */
export function addQueueFailpoints(engine: WorkflowEngine, reach: Reach, failingShare = 0): void {
  const { queue } = engine as unknown as { queue: QueueSeam }
  const addBulk = queue.addBulk.bind(queue)
  const startWorker = queue.startWorker.bind(queue)
  queue.addBulk = async (wakeUps) => {
    reach('before-enqueue')
    if (Math.random() < failingShare) throw new Error('The queue refuses this addition')
    await addBulk(wakeUps)
    reach('after-enqueue')
  }
  let taken = 0
  queue.startWorker = (concurrency, process) =>
    startWorker(concurrency, async (wakeUp) => {
      // There are so many slots: one more wake-up means that an earlier one has been acknowledged.
      taken += 1
      if (taken > concurrency) reach('after-acknowledge')
      await process(wakeUp)
      reach('before-acknowledge')
    })
}
