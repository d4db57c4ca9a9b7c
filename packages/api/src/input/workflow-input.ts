import { idSchema, nameSchema, operationSchema } from '@spane/workflow'
import { z } from 'zod'
import { pageInputShape } from './page-input.ts'

/** Most operations that one save may carry: a paste of a few thousand nodes with their edges. */
const MAX_OPERATIONS = 20_000

const workflowNameSchema = z.string().trim().min(1, 'Give the workflow a name.').pipe(nameSchema)

export const listWorkflowsSchema = z.object({
  ...pageInputShape,
  /** Part of a name, in any case. */
  search: z.string().trim().pipe(nameSchema).optional(),
})
export type ListWorkflowsInput = z.infer<typeof listWorkflowsSchema>

export const workflowIdSchema = z.object({ id: idSchema })
export type WorkflowIdInput = z.infer<typeof workflowIdSchema>

export const createWorkflowSchema = z.object({ name: workflowNameSchema })
export type CreateWorkflowInput = z.infer<typeof createWorkflowSchema>

export const renameWorkflowSchema = z.object({ id: idSchema, name: workflowNameSchema })
export type RenameWorkflowInput = z.infer<typeof renameWorkflowSchema>

export const saveDraftSchema = z.object({
  id: idSchema,
  /** The revision that the operations were made against. */
  baseRevision: z.number().int().positive(),
  operations: z.array(operationSchema).min(1).max(MAX_OPERATIONS),
})
export type SaveDraftInput = z.infer<typeof saveDraftSchema>

export const runWorkflowSchema = z.object({
  id: idSchema,
  /** The revision that the person sees. */
  revision: z.number().int().positive(),
  /** JSON text, as it was typed. Empty means `{}`. */
  input: z.string(),
  entryNodeId: idSchema.optional(),
})
export type RunWorkflowInput = z.infer<typeof runWorkflowSchema>

export const publishWorkflowSchema = z.object({
  id: idSchema,
  /** The revision that the person sees. */
  revision: z.number().int().positive(),
})
export type PublishWorkflowInput = z.infer<typeof publishWorkflowSchema>
