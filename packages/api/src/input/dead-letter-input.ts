import { idSchema } from '@spane/workflow'
import { z } from 'zod'
import { pageInputShape } from './page-input.ts'

export const deadLetterStatusSchema = z.enum(['open', 'retrying', 'resolved', 'discarded', 'void'])
const statusesSchema = z.union([deadLetterStatusSchema, z.array(deadLetterStatusSchema).max(5)])
const fingerprintSchema = z.string().min(1).max(64)

/** What letters and groups can be narrowed down by. */
const filterShape = {
  status: statusesSchema.optional(),
  workflowId: idSchema.optional(),
  /** Failed last at this time or later. */
  since: z.iso.datetime().optional(),
}
/** What only groups know. */
const groupFilterShape = {
  ...filterShape,
  errorCode: z.string().min(1).max(200).optional(),
  fingerprint: fingerprintSchema.optional(),
  /** Part of the message, the code or the node's id. */
  text: z.string().trim().min(1).max(200).optional(),
}

export const listDeadLettersSchema = z.object({
  ...pageInputShape,
  ...filterShape,
  fingerprint: fingerprintSchema.optional(),
})
export type ListDeadLettersInput = z.infer<typeof listDeadLettersSchema>

export const listLetterGroupsSchema = z.object({ ...pageInputShape, ...groupFilterShape })
export type ListLetterGroupsInput = z.infer<typeof listLetterGroupsSchema>

export const deadLetterIdSchema = z.object({ id: z.guid('This is not the id of a dead letter') })
export type DeadLetterIdInput = z.infer<typeof deadLetterIdSchema>

const versionSchema = z.enum(['original', 'latest'])

export const retryDeadLetterSchema = deadLetterIdSchema.extend({
  /** JSON text that replaces the node's input; absent: the same input again. */
  input: z.string().optional(),
  /** `latest`: the workflow as it is now, in a new execution from that node on. */
  version: versionSchema.default('original'),
})
export type RetryDeadLetterInput = z.input<typeof retryDeadLetterSchema>

export const startLetterBatchSchema = z.object({
  action: z.enum(['retry', 'discard', 'restore']),
  /** Of a retry. */
  version: versionSchema.default('original'),
  /** Of a retry: so many first, the rest only when all of these resolve. */
  canary: z.number().int('A canary is a whole number of letters').min(1).max(1_000_000).optional(),
  letters: z.union([
    z.object({ ids: z.array(z.guid()).min(1, 'Choose at least one letter').max(1_000) }),
    z.object({ fingerprint: fingerprintSchema }),
    /** All letters of the groups that match. */
    z.object({ groups: z.object({ ...groupFilterShape }).omit({ status: true, fingerprint: true }) }),
  ]),
})
export type StartLetterBatchInput = z.input<typeof startLetterBatchSchema>

export const letterBatchIdSchema = z.object({ id: z.guid('This is not the id of a batch') })
export type LetterBatchIdInput = z.infer<typeof letterBatchIdSchema>

export const listLetterBatchesSchema = z.object({
  ...pageInputShape,
  /** Only those that are under way or stopped. */
  open: z.boolean().default(false),
})
export type ListLetterBatchesInput = z.infer<typeof listLetterBatchesSchema>

export const listBatchItemsSchema = letterBatchIdSchema.extend({
  status: z
    .array(z.enum(['waiting', 'acting', 'done', 'failed', 'refused']))
    .max(5)
    .optional(),
  /** Position after which the page begins. */
  cursor: z.number().int().min(0).nullish(),
  limit: pageInputShape.limit,
})
export type ListBatchItemsInput = z.infer<typeof listBatchItemsSchema>
