import { createPostgresBackend, Queue, runMigrations, Worker, withBackend } from 'bullmq'
import type { Redis } from 'ioredis'
import pg from 'pg'
import type { Logger } from '../logger.ts'

/** Which of BullMQ's backends carries the wake-ups (rule 11.1). */
export type QueueBackendOptions = { type: 'redis' } | { type: 'postgres'; connectionString: string }

/** A job is a wake-up: it says which node may be ready, never anything else (rule 4.3). */
export interface WakeUp {
  executionId: string
  nodeId: string
}

export interface QueueCounts {
  waiting: number
  active: number
  delayed: number
  failed: number
}

/** A wake-up on its way to the queue. */
export interface QueuedWakeUp extends WakeUp {
  /** 0 goes first, and costs nothing. */
  priority: number
}

/** How wake-ups reach workers. */
export interface NodeQueue {
  addBulk(wakeUps: QueuedWakeUp[]): Promise<void>
  counts(): Promise<QueueCounts>
  startWorker(concurrency: number, process: (wakeUp: WakeUp) => Promise<void>): Promise<QueueWorker>
  close(): Promise<void>
}

export interface QueueWorker {
  /**
   * Takes no further wake-ups. One that was fetched at this moment is still processed; resolves when the last one is.
   */
  close(): Promise<void>
}

interface QueueOptions {
  prefix: string
  logger: Logger
}

/** Retries, backoff and dead letters are the store's: a BullMQ job has one attempt and leaves nothing behind. */
const JOB_OPTIONS = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const
const JOB_NAME = 'wake-up'

type AnyQueue = Pick<Queue<WakeUp>, 'addBulk' | 'getJobCounts' | 'close' | 'on' | 'waitUntilReady'>
type AnyWorker = Pick<Worker<WakeUp>, 'close' | 'on' | 'waitUntilReady'>

/**
 * Redis: works with `new Redis()` as people write it. The connection is duplicated with the options that BullMQ
 * demands, and the given one is never closed (rule 11.3).
 */
export function createRedisQueue(redis: Redis, options: QueueOptions): NodeQueue {
  // A producer must fail while Redis is away, not wait: the outbox keeps what could not be queued.
  const producer = redis.duplicate({ maxRetriesPerRequest: 1, lazyConnect: false })
  const consumers: Redis[] = []
  onError(producer, options.logger)
  const prefix = options.prefix
  const queue = new Queue<WakeUp>('nodes', { connection: producer, prefix, defaultJobOptions: JOB_OPTIONS })
  return fromClasses(queue, options, {
    createWorker(concurrency, process) {
      const connection = redis.duplicate({ maxRetriesPerRequest: null, lazyConnect: false })
      consumers.push(connection)
      onError(connection, options.logger)
      return new Worker<WakeUp>('nodes', async (job) => process(job.data), {
        connection,
        prefix,
        concurrency,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      })
    },
    async closeConnections() {
      for (const connection of [producer, ...consumers]) connection.disconnect()
    },
  })
}

/** PostgreSQL: BullMQ's tables live in the schema `bullmq` of the same database; the prefix is part of the queue's name. */
export async function createPostgresQueue(connectionString: string, options: QueueOptions): Promise<NodeQueue> {
  // Under ESM BullMQ cannot load `pg` by itself, so it gets pools that already look into its schema.
  const createPool = (max: number) => {
    const pool = new pg.Pool({ connectionString, max, options: '-c search_path=bullmq', keepAlive: true })
    onError(pool, options.logger)
    // Of a connection that is checked out the pool does not hear: lost in mid-transaction it would end the process.
    pool.on('connect', (client) => onError(client, options.logger))
    return pool
  }
  const pools = [createPool(4)]
  const migrator = await (pools[0] as pg.Pool).connect()
  try {
    await runMigrations(migrator)
  } finally {
    migrator.release()
  }
  const { Queue: PostgresQueue, Worker: PostgresWorker } = withBackend(createPostgresBackend)
  const name = `${options.prefix}-nodes`
  const queue = new PostgresQueue<WakeUp>(name, { connection: pools[0] as pg.Pool, defaultJobOptions: JOB_OPTIONS })
  return fromClasses(queue as unknown as AnyQueue, options, {
    createWorker(concurrency, process) {
      // One connection listens; the others fetch and finish.
      const connection = createPool(4)
      pools.push(connection)
      const worker = new PostgresWorker<WakeUp>(name, async (job) => process(job.data), {
        connection,
        concurrency,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      })
      return worker as unknown as AnyWorker
    },
    async closeConnections() {
      await Promise.all(pools.map((pool) => pool.end()))
    },
  })
}

function fromClasses(
  queue: AnyQueue,
  options: QueueOptions,
  backend: {
    createWorker: (concurrency: number, process: (wakeUp: WakeUp) => Promise<void>) => AnyWorker
    closeConnections: () => Promise<void>
  },
): NodeQueue {
  const logError = (error: Error) => options.logger.warn({ err: error.message }, 'queue connection')
  queue.on('error', logError)
  return {
    async addBulk(wakeUps) {
      await queue.addBulk(
        wakeUps.map(({ priority, ...data }) => ({ name: JOB_NAME, data, ...(priority > 0 && { opts: { priority } }) })),
      )
    },
    async counts() {
      const counts = await queue.getJobCounts('wait', 'prioritized', 'active', 'delayed', 'failed')
      return {
        waiting: (counts.wait ?? 0) + (counts.waiting ?? 0) + (counts.prioritized ?? 0),
        active: counts.active ?? 0,
        delayed: counts.delayed ?? 0,
        failed: counts.failed ?? 0,
      }
    },
    async startWorker(concurrency, process) {
      const worker = backend.createWorker(concurrency, process)
      worker.on('error', logError)
      await worker.waitUntilReady()
      // Not `pause`: that leaves the blocking fetch open, which then takes a wake-up away from other workers.
      return { close: () => worker.close() }
    },
    async close() {
      await queue.close()
      await backend.closeConnections()
    },
  }
}

function onError(emitter: { on(event: 'error', listener: (error: Error) => void): unknown }, logger: Logger): void {
  emitter.on('error', (error) => logger.warn({ err: error.message }, 'queue connection'))
}
