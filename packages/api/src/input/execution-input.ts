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
  /** Whether executions that are children of others are listed, too. */
  children: z.boolean().default(false),
})
export type ListExecutionsInput = z.infer<typeof listExecutionsSchema>

export const listExecutionChildrenSchema = z.object({ ...pageInputShape, parentId: executionIdValueSchema })
export type ListExecutionChildrenInput = z.infer<typeof listExecutionChildrenSchema>

export const executionIdSchema = z.object({ id: executionIdValueSchema })
export type ExecutionIdInput = z.infer<typeof executionIdSchema>

export const listEventsSchema = executionIdSchema.extend({
  /** The number of the last event that the caller has; 0 for none. */
  after: z.number().int().min(0).max(2_147_483_647).default(0),
  limit: z.number().int().min(1).max(5_000).default(2_000),
})
export type ListEventsInput = z.infer<typeof listEventsSchema>

export const compareOutputsSchema = executionIdSchema.extend({ otherId: executionIdValueSchema })
export type CompareOutputsInput = z.infer<typeof compareOutputsSchema>

export const nodeRunSchema = z.object({ executionId: executionIdValueSchema, nodeId: idSchema })
export type NodeRunInput = z.infer<typeof nodeRunSchema>

export const getNodeRunSchema = nodeRunSchema.extend({
  /** All of its input and output, and not only the beginning of what is large. */
  whole: z.boolean().default(false),
})
export type GetNodeRunInput = z.infer<typeof getNodeRunSchema>

export const listChildrenSchema = nodeRunSchema.extend({
  /** The first item. */
  from: z.number().int().min(0).max(2_147_483_647).default(0),
  limit: z.number().int().min(1).max(200).default(50),
  /** Only those that failed or were cancelled. */
  failedOnly: z.boolean().default(false),
})
export type ListChildrenInput = z.infer<typeof listChildrenSchema>

export const logLevelSchema = z.enum(['debug', 'info', 'warn', 'error'])

export const listLogsSchema = z.object({
  ...pageInputShape,
  executionId: executionIdValueSchema,
  /** Only the log of this node. */
  nodeId: idSchema.optional(),
  /** The least level that is listed. */
  level: logLevelSchema.optional(),
  /** Part of a message or of its fields, in any case. */
  text: z.string().trim().max(200, 'Search for 200 characters at most').optional(),
  /** Only what was written by then. */
  until: z.iso.datetime().optional(),
})
export type ListLogsInput = z.infer<typeof listLogsSchema>

export const signalNodeSchema = nodeRunSchema.extend({
  /** JSON text, as it was typed. Empty means `{}`. */
  payload: z.string(),
})
export type SignalNodeInput = z.infer<typeof signalNodeSchema>

const versionChoiceSchema = z.enum(['original', 'latest'])

export const rerunExecutionSchema = executionIdSchema.extend({
  /** The version that it ran, or the workflow as it is now. */
  version: versionChoiceSchema,
  /** Begin at this node, and reuse the results of what is before it. */
  fromNodeId: idSchema.optional(),
  /** Go no further than this node. */
  toNodeId: idSchema.optional(),
  /** JSON text in place of the input of that node, or of the whole execution. */
  input: z.string().optional(),
})
export type RerunExecutionInput = z.infer<typeof rerunExecutionSchema>

const executionIdsSchema = z
  .array(executionIdValueSchema)
  .min(1, 'Choose at least one execution.')
  .max(1_000, 'At most 1,000 executions at a time.')

export const cancelExecutionsSchema = z.object({ ids: executionIdsSchema })
export type CancelExecutionsInput = z.infer<typeof cancelExecutionsSchema>

export const rerunExecutionsSchema = z.object({ ids: executionIdsSchema, version: versionChoiceSchema })
export type RerunExecutionsInput = z.infer<typeof rerunExecutionsSchema>
