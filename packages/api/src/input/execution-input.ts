import { executionStatusSchema } from '@spane/realtime'
import { idSchema } from '@spane/workflow'
import { z } from 'zod'
import { pageInputShape } from './page-input.ts'

/** Executions have UUIDs; anything else names none, and must not reach a `uuid` column. */
export const executionIdValueSchema = z.guid('This is not the id of an execution')

export const listExecutionsSchema = z.object({
  ...pageInputShape,
  status: z.union([executionStatusSchema, z.array(executionStatusSchema).max(6)]).optional(),
  workflowId: idSchema.optional(),
})
export type ListExecutionsInput = z.infer<typeof listExecutionsSchema>

export const executionIdSchema = z.object({ id: executionIdValueSchema })
export type ExecutionIdInput = z.infer<typeof executionIdSchema>

export const nodeRunSchema = z.object({ executionId: executionIdValueSchema, nodeId: idSchema })
export type NodeRunInput = z.infer<typeof nodeRunSchema>
