import { z } from 'zod'
import { MAX_CHOSEN_LETTERS } from '../dead-letters.ts'
import { deadLetterStatusSchema } from './request-schemas.ts'

const limitSchema = z.coerce.number().int().min(1).max(200).default(50)
const cursorSchema = z.string().max(200).optional()
const timeSchema = z.iso.datetime()
const actorSchema = z
  .enum(['person', 'api', 'program'])
  .meta({ description: 'Somebody at the page, a caller of this API, or a program that embeds the engine.' })
const errorShape = { errorCode: z.string().nullable(), errorMessage: z.string().nullable() }

/** Query of `GET /dlq/groups`. */
export const groupsQuerySchema = z.object({
  limit: limitSchema,
  cursor: cursorSchema,
  status: deadLetterStatusSchema.optional(),
  workflowId: z.string().max(200).optional(),
  errorCode: z.string().min(1).max(200).optional(),
  text: z.string().min(1).max(200).optional().meta({ description: 'Part of the message, the code or the node id.' }),
  since: timeSchema.optional().meta({ description: 'Failed last at this time or later.' }),
})

/** Body of `POST /dlq/batches`. */
export const startBatchSchema = z.object({
  action: z.enum(['retry', 'discard', 'restore']),
  letters: z
    .union([
      z.strictObject({ ids: z.array(z.string().max(200)).min(1).max(MAX_CHOSEN_LETTERS) }),
      z.strictObject({
        fingerprint: z.union([z.string().max(64), z.array(z.string().max(64)).min(1).max(500)]).optional(),
        workflowId: z.string().min(1).max(200).optional(),
        since: timeSchema.optional(),
        until: timeSchema.optional(),
      }),
    ])
    .meta({ description: 'Chosen letters, or all that match and can be acted on now; `{}` is all of them.' }),
  version: z.enum(['original', 'latest']).optional().meta({
    description: 'Of a retry: the version that failed, or a new execution of the published one from the node on.',
  }),
  canary: z
    .number()
    .int()
    .min(1)
    .optional()
    .meta({ description: 'Of a retry: so many first, and the rest only when all of these resolve.' }),
})

/** Query of `GET /dlq/batches`. */
export const batchesQuerySchema = z.object({
  limit: limitSchema,
  cursor: cursorSchema,
  open: z.stringbool().optional().meta({ description: 'Only those under way or stopped.' }),
})

const itemStatusSchema = z.enum(['waiting', 'acting', 'done', 'failed', 'refused'])

/** Query of `GET /dlq/batches/:id/items`. */
export const batchItemsQuerySchema = z.object({
  limit: limitSchema,
  after: z.coerce.number().int().min(0).optional().meta({ description: 'The position after which the page begins.' }),
  status: itemStatusSchema.optional(),
})

const nextCursorSchema = z
  .string()
  .nullable()
  .meta({ description: 'Give it as `cursor` to get the next page; null on the last.' })

export const groupsPageSchema = z.object({
  items: z.array(
    z.object({
      fingerprint: z.string(),
      workflowId: z.string(),
      nodeId: z.string(),
      error: z.object({ code: z.string(), message: z.string() }).meta({ description: 'Of the latest failure.' }),
      counts: z.record(deadLetterStatusSchema, z.int()),
      firstFailedAt: timeSchema,
      lastFailedAt: timeSchema,
    }),
  ),
  nextCursor: nextCursorSchema,
})

export const letterHistorySchema = z.object({
  items: z.array(
    z.object({
      seq: z.int(),
      at: timeSchema,
      kind: z.enum(['failed', 'retried', 'resolved', 'discarded', 'restored', 'voided']),
      by: actorSchema.nullable(),
      batchId: z.string().nullable(),
      editedInput: z.boolean(),
      versionId: z.string(),
      successorId: z.string().nullable().meta({ description: 'The execution that goes on in place of this one.' }),
      ...errorShape,
      attempts: z.int().nullable(),
    }),
  ),
})

export const letterStateSchema = z.object({ id: z.string(), status: deadLetterStatusSchema })

export const batchSchema = z.object({
  id: z.string(),
  action: z.enum(['retry', 'discard', 'restore']),
  version: z.enum(['original', 'latest']),
  canary: z.int().nullable(),
  by: actorSchema,
  fingerprint: z.string().nullable(),
  status: z.enum(['collecting', 'canary', 'stopped', 'running', 'completed', 'cancelled']).meta({
    description: '`stopped`: a letter of the canary failed again, and somebody has to say what becomes of the rest.',
  }),
  counts: z.record(itemStatusSchema, z.int()),
  createdAt: timeSchema,
  updatedAt: timeSchema,
  endedAt: timeSchema.nullable(),
})

export const batchesPageSchema = z.object({ items: z.array(batchSchema), nextCursor: nextCursorSchema })

export const batchItemsSchema = z.object({
  items: z.array(
    z.object({
      position: z.int(),
      letterId: z.string(),
      executionId: z.string(),
      nodeId: z.string(),
      status: itemStatusSchema,
      ...errorShape,
      successorId: z.string().nullable(),
    }),
  ),
  nextAfter: z.int().nullable().meta({ description: 'Give it as `after` to get the next page; null on the last.' }),
})
