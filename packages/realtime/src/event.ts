import { z } from 'zod'
import { executionOriginSchema } from './origin.ts'

export const executionStatusSchema = z.enum(['queued', 'running', 'paused', 'completed', 'failed', 'cancelled'])
/** Rule 2.1. */
export type ExecutionStatus = z.infer<typeof executionStatusSchema>

export const nodeRunStatusSchema = z.enum([
  'pending',
  'ready',
  'running',
  'waiting',
  'retrying',
  'completed',
  'failed',
  'skipped',
  'cancelled',
])
/** Rule 2.2. */
export type NodeRunStatus = z.infer<typeof nodeRunStatusSchema>

export const errorSummarySchema = z.object({ code: z.string(), message: z.string() })
/** An error without its stack: what events and lists carry. */
export type ErrorSummary = z.infer<typeof errorSummarySchema>

const eventBase = {
  /** 1, 2, 3 … within an execution, without gaps (rule 10.1). */
  seq: z.number().int().positive(),
  /** The database's clock, ISO 8601. */
  at: z.string(),
}

export const executionEventSchema = z.discriminatedUnion('type', [
  z.object({
    ...eventBase,
    type: z.literal('execution'),
    status: executionStatusSchema,
    /**
     * Why: `started`, `admitted`, `claimed`, `paused`, `resumed`, `halted`, `ended`, `retried`; of a cancel `cancelled`,
     * `timeout`, `superseded` or `skipped`.
     */
    reason: z.string(),
    /** With `started`: what set it off. */
    origin: executionOriginSchema.optional(),
    /** The dead letter whose retry reopened the execution. */
    deadLetterId: z.string().optional(),
    /** It waits until others under this concurrency key have ended. */
    heldKey: z.string().optional(),
  }),
  z.object({
    ...eventBase,
    type: z.literal('node'),
    nodeId: z.string(),
    status: nodeRunStatusSchema,
    /**
     * `lost` (worker died), `released` (shutdown), `woken`, `retried` (dead letter), `timeout` … Of a node that did not run:
     * `reused`, `pinned`, `unreachable`, `beyond` (the run stops before it), `not-needed`.
     */
    reason: z.string().optional(),
    /** The attempt that runs or ran; of a `retrying` or `ready` node the one that comes next. */
    attempt: z.number().int().nonnegative().optional(),
    maxAttempts: z.number().int().positive().optional(),
    workerId: z.string().optional(),
    /** When a `waiting` or `retrying` node goes on, ISO 8601. */
    until: z.string().optional(),
    /** With the reasons `rate-limited` and `circuit-open`: what it waits for, by a name for people. */
    limitedBy: z.string().optional(),
    durationMs: z.number().nonnegative().optional(),
    /** With `lost`: how long the worker had given no sign. */
    silentMs: z.number().nonnegative().optional(),
    error: errorSummarySchema.optional(),
    /** A failure under `onError: continue | branch`. */
    handled: z.boolean().optional(),
    deadLetterId: z.string().optional(),
    /** The node did not run: its result is pinned data (`pinned`), or that of the execution with this id. */
    givenBy: z.string().optional(),
    /** How far the child executions of a waiting node are. */
    children: z.object({ total: z.number().int(), ended: z.number().int(), failed: z.number().int() }).optional(),
    /** With `completed`: how long the lists are that it emitted, by port; a port that emitted something else is absent. */
    items: z.record(z.string(), z.number().int().nonnegative()).optional(),
    /** Ids of the edges that this change decided. */
    delivered: z.array(z.string()).optional(),
    dead: z.array(z.string()).optional(),
  }),
])
/** One change of an execution or of one of its node runs. Carries ids and states, never payloads. */
export type ExecutionEvent = z.infer<typeof executionEventSchema>
