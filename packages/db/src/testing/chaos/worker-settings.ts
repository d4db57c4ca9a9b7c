import type { Failpoint } from './failpoints.ts'
import type { Mutation } from './mutations.ts'

/** What a worker process of a fault run is started with. */
export interface WorkerSettings {
  databaseUrl: string
  /** Absent: the wake-ups go through PostgreSQL. */
  redisUrl?: string
  prefix: string
  leaseMs: number
  graceMs: number
  concurrency: number
  /** Dies there, when it passes for the n-th time. */
  failpoint?: Failpoint
  passes?: number
  /** Share of the additions to the queue that fail, 0 … 1. */
  failingEnqueues?: number
  mutation?: Mutation
}
