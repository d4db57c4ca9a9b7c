import { z } from 'zod'
import {
  configSchema,
  idSchema,
  nameSchema,
  nodeSettingsSchema,
  positionSchema,
  workflowEdgeSchema,
  workflowNameSchema,
  workflowNodeSchema,
  workflowSettingsSchema,
} from './definition.ts'
import { groupSchema, noteSchema } from './layout.ts'

/**
 * One edit of a workflow's draft. The canvas's undo, its autosave and the API all speak in these,
 * so that a gesture is one list of operations that can be inverted, sent and merged.
 */
export const operationSchema = z.discriminatedUnion('type', [
  /** `index`: its place in the list; at the end when absent. Undo uses it to restore the order. */
  z.object({ type: z.literal('addNode'), node: workflowNodeSchema, index: z.number().int().min(0).optional() }),
  /** Refused while edges still name the node: their removal is part of the same gesture. Clears the entry if it was this node. */
  z.object({ type: z.literal('removeNode'), nodeId: idSchema }),
  /** A field that is absent stays; `null` clears it. */
  z.object({
    type: z.literal('updateNode'),
    nodeId: idSchema,
    patch: z.object({
      type: z.string().min(1).max(200).optional(),
      name: nameSchema.nullable().optional(),
      config: configSchema.optional(),
      settings: nodeSettingsSchema.nullable().optional(),
      disabled: z.boolean().nullable().optional(),
    }),
  }),
  /** `null` takes the position away. */
  z.object({ type: z.literal('moveNodes'), positions: z.record(idSchema, positionSchema.nullable()) }),
  /** Rewrites the edges, the entry and the expressions that name the node (rule 1.5). */
  z.object({ type: z.literal('renameNode'), nodeId: idSchema, newId: idSchema }),
  z.object({ type: z.literal('addEdge'), edge: workflowEdgeSchema, index: z.number().int().min(0).optional() }),
  z.object({ type: z.literal('removeEdge'), edgeId: idSchema }),
  z.object({
    type: z.literal('updateWorkflow'),
    patch: z.object({
      name: workflowNameSchema.optional(),
      entryNodeId: idSchema.nullable().optional(),
      settings: workflowSettingsSchema.nullable().optional(),
    }),
  }),
  z.object({ type: z.literal('addNote'), note: noteSchema, index: z.number().int().min(0).optional() }),
  z.object({ type: z.literal('removeNote'), noteId: idSchema }),
  z.object({
    type: z.literal('updateNote'),
    noteId: idSchema,
    patch: z.object({
      text: noteSchema.shape.text.optional(),
      position: noteSchema.shape.position.optional(),
      size: noteSchema.shape.size.optional(),
      color: noteSchema.shape.color.nullable(),
    }),
  }),
  /** Refused when it names a node that is not there. A node that goes leaves its group, and the last one takes it along. */
  z.object({ type: z.literal('addGroup'), group: groupSchema, index: z.number().int().min(0).optional() }),
  /** The nodes stay. */
  z.object({ type: z.literal('removeGroup'), groupId: idSchema }),
  z.object({
    type: z.literal('updateGroup'),
    groupId: idSchema,
    patch: z.object({
      name: groupSchema.shape.name.optional(),
      nodeIds: groupSchema.shape.nodeIds.optional(),
      folded: groupSchema.shape.folded.nullable(),
      color: groupSchema.shape.color.nullable(),
    }),
  }),
])
export type Operation = z.infer<typeof operationSchema>
