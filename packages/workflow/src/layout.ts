import { z } from 'zod'
import { idSchema, nameSchema, positionSchema } from './definition-basics.ts'

/** Longest text of a note, in characters. */
export const MAX_NOTE_LENGTH = 20_000
/** Most notes, and most groups, that a workflow may hold. */
export const MAX_LAYOUT_ITEMS = 1_000

/** Colours by name; the editor has a light and a dark one of each. */
export const layoutColorSchema = z.enum(['yellow', 'blue', 'green', 'red', 'purple', 'grey'])
export type LayoutColor = z.infer<typeof layoutColorSchema>

export const noteSizeSchema = z.object({
  width: z.number().min(80).max(4_000),
  height: z.number().min(48).max(4_000),
})

/** A sticky note on the canvas. */
export const noteSchema = z.object({
  id: idSchema,
  /** Markdown. */
  text: z.string().max(MAX_NOTE_LENGTH, `A note has at most ${MAX_NOTE_LENGTH} characters.`),
  position: positionSchema,
  size: noteSizeSchema,
  /** Yellow when absent. */
  color: layoutColorSchema.optional(),
})
export type Note = z.infer<typeof noteSchema>

/** Nodes that are shown inside one frame, and as one card when it is folded. Its place follows from its nodes. */
export const groupSchema = z.object({
  id: idSchema,
  name: nameSchema,
  /** A node that another group before it names as well belongs to that one. */
  nodeIds: z.array(idSchema),
  folded: z.boolean().optional(),
  /** Grey when absent. */
  color: layoutColorSchema.optional(),
})
export type Group = z.infer<typeof groupSchema>

/** What is drawn on the canvas beside nodes and edges. It means nothing to the engine. */
export const layoutSchema = z.object({
  notes: z.array(noteSchema).max(MAX_LAYOUT_ITEMS).default([]),
  groups: z.array(groupSchema).max(MAX_LAYOUT_ITEMS).default([]),
})
export type WorkflowLayout = z.infer<typeof layoutSchema>

export const EMPTY_LAYOUT: WorkflowLayout = { notes: [], groups: [] }
