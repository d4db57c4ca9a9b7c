import { idSchema, nameSchema } from '@spane/workflow'
import { z } from 'zod'
import { pageInputShape } from './page-input.ts'

/** Workflows that one request may be about. */
export const MAX_WORKFLOWS = 1_000

const folderIdSchema = z.guid('This is not the id of a folder')
const tagIdSchema = z.guid('This is not the id of a tag')

const filterShape = {
  /** Words; each stands in a name, a type of node or a tag, in any case. */
  search: z.string().trim().pipe(nameSchema).optional(),
  /** With each of these tags. */
  tagIds: z.array(tagIdSchema).max(20, 'At most 20 tags at a time.').optional(),
  /** In this folder, or in none; `deep`: in those below it, too. Absent: wherever they are. */
  folder: z.object({ id: folderIdSchema.nullable(), deep: z.boolean().default(false) }).optional(),
  /** Those in the trash, instead of the others. */
  deleted: z.boolean().default(false),
}

export const listWorkflowsSchema = z.object({
  ...pageInputShape,
  ...filterShape,
  /** `changed`: in the trash, when they were deleted. */
  sort: z.enum(['changed', 'created', 'name']).default('changed'),
  /** Default: latest first, names from A to Z. */
  order: z.enum(['ascending', 'descending']).optional(),
})
export type ListWorkflowsInput = z.infer<typeof listWorkflowsSchema>

export const workflowFilterSchema = z.object(filterShape)
export type WorkflowFilterInput = z.infer<typeof workflowFilterSchema>

const workflowIdsSchema = z
  .array(idSchema)
  .min(1, 'Choose at least one workflow.')
  .max(MAX_WORKFLOWS, 'At most 1,000 workflows at a time.')
  .transform((ids) => [...new Set(ids)])

export const workflowIdsInputSchema = z.object({ ids: workflowIdsSchema })
export type WorkflowIdsInput = z.infer<typeof workflowIdsInputSchema>

export const moveWorkflowsSchema = workflowIdsInputSchema.extend({
  /** Null: out of all folders. */
  folderId: folderIdSchema.nullable(),
})
export type MoveWorkflowsInput = z.infer<typeof moveWorkflowsSchema>

export const activateWorkflowsSchema = workflowIdsInputSchema.extend({ active: z.boolean() })
export type ActivateWorkflowsInput = z.infer<typeof activateWorkflowsSchema>

const tagNameSchema = z
  .string()
  .trim()
  .min(1, 'Give the tag a name.')
  .max(50, 'A tag has at most 50 characters.')
  .pipe(nameSchema)

export const tagWorkflowsSchema = workflowIdsInputSchema
  .extend({
    /** Names; a tag that there is not yet is made. */
    add: z.array(tagNameSchema).max(20, 'At most 20 tags at a time.').default([]),
    remove: z.array(tagIdSchema).max(20, 'At most 20 tags at a time.').default([]),
  })
  .refine(({ add, remove }) => add.length + remove.length > 0, { message: 'Choose at least one tag.', path: ['add'] })
export type TagWorkflowsInput = z.infer<typeof tagWorkflowsSchema>

export const tagIdInputSchema = z.object({ id: tagIdSchema })
export type TagIdInput = z.infer<typeof tagIdInputSchema>

export const renameTagSchema = tagIdInputSchema.extend({ name: tagNameSchema })
export type RenameTagInput = z.infer<typeof renameTagSchema>

const folderNameSchema = z
  .string()
  .trim()
  .min(1, 'Give the folder a name.')
  .max(100, 'The name of a folder has at most 100 characters.')
  .pipe(nameSchema)

export const folderIdInputSchema = z.object({ id: folderIdSchema })
export type FolderIdInput = z.infer<typeof folderIdInputSchema>

export const createFolderSchema = z.object({
  name: folderNameSchema,
  parentId: folderIdSchema.nullable().default(null),
})
export type CreateFolderInput = z.infer<typeof createFolderSchema>

export const renameFolderSchema = folderIdInputSchema.extend({ name: folderNameSchema })
export type RenameFolderInput = z.infer<typeof renameFolderSchema>

export const moveFolderSchema = folderIdInputSchema.extend({ parentId: folderIdSchema.nullable() })
export type MoveFolderInput = z.infer<typeof moveFolderSchema>
