// The bare measure: a chain as BullMQ jobs whose processor adds the next one. No store, no events, nothing durable.
import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'

const { REDIS_URL, PREFIX, CONCURRENCY, LENGTH } = process.env
const connect = () => new Redis(REDIS_URL, { maxRetriesPerRequest: null })
const defaultJobOptions = { removeOnComplete: true, removeOnFail: true, attempts: 1 }
const queue = new Queue('hops', { connection: connect(), prefix: PREFIX, defaultJobOptions })
const counter = connect()
const worker = new Worker(
  'hops',
  async (job) => {
    const { hop, id } = job.data
    if (hop + 1 < Number(LENGTH)) await queue.add('hop', { id, hop: hop + 1 })
    else await counter.incr(`${PREFIX}:done`)
  },
  { connection: connect(), prefix: PREFIX, concurrency: Number(CONCURRENCY), removeOnComplete: { count: 0 } },
)
await worker.waitUntilReady()
process.send('ready')
process.on('disconnect', () => process.exit(0))
