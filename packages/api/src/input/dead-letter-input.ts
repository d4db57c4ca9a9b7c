import { idSchema } from '@spane/workflow'
import { z } from 'zod'
import { pageInputShape } from './page-input.ts'

export const deadLetterStatusSchema = z.enum(['open', 'retrying', 'resolved', 'discarded', 'void'])

export const listDeadLettersSchema = z.object({
  ...pageInputShape,
  status: z.union([deadLetterStatusSchema, z.array(deadLetterStatusSchema).max(5)]).optional(),
  workflowId: idSchema.optional(),
})
export type ListDeadLettersInput = z.infer<typeof listDeadLettersSchema>

export const deadLetterIdSchema = z.object({ id: z.guid('This is not the id of a dead letter') })
export type DeadLetterIdInput = z.infer<typeof deadLetterIdSchema>

export const retryDeadLetterSchema = deadLetterIdSchema.extend({
  /** JSON text that replaces the node's input; absent: the same input again. */
  input: z.string().optional(),
})
export type RetryDeadLetterInput = z.infer<typeof retryDeadLetterSchema>
