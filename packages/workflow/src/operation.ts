import { z } from 'zod'
import {
  idSchema,
  nodeSettingsSchema,
  positionSchema,
  workflowEdgeSchema,
  workflowNodeSchema,
  workflowSettingsSchema,
} from './definition.ts'

/**
 * One edit of a workflow's draft. The canvas's undo, its autosave and the API all speak in these,
 * so that a gesture is one list of operations that can be inverted, sent and merged.
 */
export const operationSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('addNode'), node: workflowNodeSchema }),
  /** Refused while edges still name the node: their removal is part of the same gesture. */
  z.object({ type: z.literal('removeNode'), nodeId: idSchema }),
  /** A field that is absent stays; `null` clears it. */
  z.object({
    type: z.literal('updateNode'),
    nodeId: idSchema,
    patch: z.object({
      type: z.string().min(1).max(200).optional(),
      name: z.string().max(200).nullable().optional(),
      config: z.record(z.string(), z.unknown()).optional(),
      settings: nodeSettingsSchema.nullable().optional(),
    }),
  }),
  z.object({ type: z.literal('moveNodes'), positions: z.record(idSchema, positionSchema) }),
  /** Rewrites the edges, the entry and the expressions that name the node (rule 1.5). */
  z.object({ type: z.literal('renameNode'), nodeId: idSchema, newId: idSchema }),
  z.object({ type: z.literal('addEdge'), edge: workflowEdgeSchema }),
  z.object({ type: z.literal('removeEdge'), edgeId: idSchema }),
  z.object({
    type: z.literal('updateWorkflow'),
    patch: z.object({
      name: z.string().min(1).max(200).optional(),
      entryNodeId: idSchema.nullable().optional(),
      settings: workflowSettingsSchema.nullable().optional(),
    }),
  }),
])
export type Operation = z.infer<typeof operationSchema>
