import { operationSchema } from '@spane/workflow'
import { z } from 'zod'

/** A change of a draft: what led from the revision before to revision `seq`. */
export const draftChangeSchema = z.object({
  seq: z.number().int().positive(),
  /** The editor that made it; null when nobody said. */
  clientId: z.string().nullable(),
  /** Null when they are not known or too many to send: the draft is to be loaded again. */
  operations: z.array(operationSchema).nullable(),
})
export type DraftChange = z.infer<typeof draftChangeSchema>

/** What becomes of a workflow beside the changes of its draft. */
export const draftStatusSchema = z.object({
  /** Number of the published version. */
  publishedVersion: z.number().int().positive().nullable(),
  /** It is in the trash, or gone. */
  isDeleted: z.boolean(),
})
export type DraftStatus = z.infer<typeof draftStatusSchema>

/** Somebody who has the workflow open. */
export const editorPersonSchema = z.object({
  /** Of the open editor: a person with two tabs is there twice. */
  clientId: z.string().regex(/^[\w-]{1,64}$/),
  /** Of the person. */
  id: z.string().regex(/^[\w-]{1,64}$/),
  name: z.string().min(1).max(60),
  /** Ids of the nodes that are selected. */
  nodeIds: z.array(z.string().max(200)).max(100),
})
export type EditorPerson = z.infer<typeof editorPersonSchema>
