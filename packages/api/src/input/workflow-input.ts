import { idSchema, nameSchema, operationSchema } from '@spane/workflow'
import { z } from 'zod'
import { executionIdValueSchema } from './execution-input.ts'
import { pageInputShape } from './page-input.ts'

/** Most operations that one save may carry: a paste of a few thousand nodes with their edges. */
const MAX_OPERATIONS = 20_000

/** Longest note on a published version, in characters. */
const MAX_PUBLISH_NOTE = 2_000
/** PostgreSQL takes neither NUL nor half of a character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
const STORABLE = /^[^\u0000\ud800-\udfff]*$/u

const tokenSchema = z.string().regex(/^[\w-]{1,64}$/, 'Use 1 to 64 letters, digits, - or _.')

const workflowNameSchema = z.string().trim().min(1, 'Give the workflow a name.').pipe(nameSchema)

export const workflowIdSchema = z.object({ id: idSchema })
export type WorkflowIdInput = z.infer<typeof workflowIdSchema>

export const createWorkflowSchema = z.object({
  name: workflowNameSchema,
  /** Where it is to stand; null: in no folder. */
  folderId: z.guid('This is not the id of a folder').nullable().default(null),
})
export type CreateWorkflowInput = z.infer<typeof createWorkflowSchema>

export const createFromTemplateSchema = z.object({
  templateId: idSchema,
  /** The template's own when absent. */
  name: workflowNameSchema.optional(),
})
export type CreateFromTemplateInput = z.infer<typeof createFromTemplateSchema>

export const renameWorkflowSchema = z.object({ id: idSchema, name: workflowNameSchema })
export type RenameWorkflowInput = z.infer<typeof renameWorkflowSchema>

export const saveDraftSchema = z.object({
  id: idSchema,
  /** The revision that the operations were made against. */
  baseRevision: z.number().int().positive(),
  /** Made by the client: the same batch sent again is applied once. Without it nothing is merged: the base must be current. */
  batchId: tokenSchema.optional(),
  /** Names the open editor, so that it can tell its own changes from those of others. */
  clientId: tokenSchema.optional(),
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
  /** A part of it: up to a node, from a node on, or one node alone. */
  test: z
    .object({
      mode: z.enum(['to', 'from', 'alone']),
      nodeId: idSchema,
      /** With `from` and `alone`: whose results are reused; the newest execution of the workflow when absent. */
      executionId: executionIdValueSchema.optional(),
      /** With `from` and `alone`: JSON text in place of the input of the node. */
      input: z.string().optional(),
    })
    .optional(),
})
export type RunWorkflowInput = z.infer<typeof runWorkflowSchema>

export const publishWorkflowSchema = z.object({
  id: idSchema,
  /** The revision that the person sees. */
  revision: z.number().int().positive(),
  /** What this version is about, for the history. */
  note: z
    .string()
    .trim()
    .max(MAX_PUBLISH_NOTE, `A note has at most ${MAX_PUBLISH_NOTE} characters.`)
    .regex(STORABLE, 'A note may not hold broken Unicode.')
    .default(''),
})
export type PublishWorkflowInput = z.infer<typeof publishWorkflowSchema>

export const listVersionsSchema = z.object({
  id: idSchema,
  /** `nextCursor` of the page before. */
  cursor: z.number().int().positive().nullish(),
  limit: pageInputShape.limit,
})
export type ListVersionsInput = z.infer<typeof listVersionsSchema>

export const workflowVersionSchema = z.object({ id: idSchema, number: z.number().int().positive().max(2_147_483_647) })
export type WorkflowVersionInput = z.infer<typeof workflowVersionSchema>

/** Most workflows in one file. */
export const MAX_EXPORTED = 500

export const exportWorkflowsSchema = z.object({
  /** All workflows when absent. */
  ids: z.array(idSchema).min(1, 'Choose a workflow.').max(MAX_EXPORTED).optional(),
})
export type ExportWorkflowsInput = z.infer<typeof exportWorkflowsSchema>

export const importWorkflowsSchema = z.object({
  /** A file's text, or what was pasted. */
  text: z.string(),
  /** Only says what would become of it. */
  dryRun: z.boolean().default(false),
})
export type ImportWorkflowsInput = z.infer<typeof importWorkflowsSchema>

export const pinDataSchema = z.object({
  id: idSchema,
  nodeId: idSchema,
  /** JSON text, as it was typed. */
  data: z.string(),
  /** The output port on which it leaves the node. */
  port: idSchema.default('main'),
})
export type PinDataInput = z.infer<typeof pinDataSchema>

export const pinRunSchema = z.object({ id: idSchema, executionId: executionIdValueSchema })
export type PinRunInput = z.infer<typeof pinRunSchema>

export const nodeDataSchema = z.object({
  id: idSchema,
  nodeId: idSchema,
  /** The nodes whose outputs are wanted. */
  outputs: z.array(idSchema).max(100).default([]),
  /** The execution that is looked at first. */
  executionId: executionIdValueSchema.optional(),
  /** Everything, and not only the beginning of what is large. */
  whole: z.boolean().default(false),
})
export type NodeDataInput = z.infer<typeof nodeDataSchema>

export const unpinDataSchema = z.object({ id: idSchema, nodeId: idSchema })
export type UnpinDataInput = z.infer<typeof unpinDataSchema>
