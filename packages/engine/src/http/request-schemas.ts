import { prioritySchema } from '@spane/workflow'
import { z } from 'zod'
import { MAX_BULK } from '../bulk.ts'

/** Body of `POST /workflows/:id/execute`. */
export const executeSchema = z.object({
  initialData: z.unknown().optional(),
  entryNodeId: z.string().min(1).max(200).optional(),
  priority: prioritySchema.optional().meta({ description: '0 goes first, 9 last.' }),
})

/** Body of `POST /limits/close-circuit`. */
export const closeCircuitSchema = z.object({
  id: z.string().min(1).max(1_000).meta({ description: 'As `GET /limits` names it.' }),
})

/** Body of `POST /dlq/:id/retry`. */
export const retrySchema = z.object({
  input: z.unknown().optional(),
  version: z
    .enum(['original', 'latest'])
    .optional()
    .meta({ description: '`latest`: a new execution of the published version goes on from that node.' }),
})

/** Body of `POST /executions/:id/nodes/:nodeId/signal`. */
export const signalSchema = z.object({
  payload: z.unknown().optional().meta({ description: 'Becomes the output of the node that waits.' }),
})

export const deadLetterStatusSchema = z.enum(['open', 'retrying', 'resolved', 'discarded', 'void'])

/** Query of `GET /dlq`. */
export const dlqQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
  status: deadLetterStatusSchema.optional(),
  workflowId: z.string().max(200).optional(),
  fingerprint: z.string().max(64).optional().meta({ description: 'Of a group.' }),
})

const nodeIdSchema = z.string().min(1).max(200)

/** Query of `GET /executions/:id/logs`. */
export const logsQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
  cursor: z.string().max(200).optional(),
  nodeId: nodeIdSchema.optional().meta({ description: 'Only the log of this node.' }),
  level: z.enum(['debug', 'info', 'warn', 'error']).optional().meta({ description: 'The least level.' }),
  text: z.string().max(200).optional().meta({ description: 'Part of a message or of its fields, in any case.' }),
})

const versionSchema = z
  .enum(['original', 'latest'])
  .default('original')
  .meta({ description: 'The version that it ran, or the one that is published now.' })

/** Body of `POST /executions/:id/rerun`. */
export const rerunSchema = z.object({
  fromNodeId: nodeIdSchema
    .optional()
    .meta({ description: 'Begin at this node and reuse the results of what is before it; absent: the whole again.' }),
  toNodeId: nodeIdSchema
    .optional()
    .meta({ description: 'Go no further than this node; the same as `fromNodeId` runs that node alone.' }),
  input: z.unknown().optional().meta({ description: 'In place of the input of that node, or of the execution.' }),
  version: versionSchema,
})

/** Body of `POST /executions`. */
export const startManySchema = z.object({
  items: z
    .array(
      z.object({
        workflowId: z.string().min(1).max(200),
        initialData: z.unknown().optional(),
        entryNodeId: nodeIdSchema.optional(),
        idempotencyKey: z.string().min(1).max(255).optional(),
      }),
    )
    .min(1)
    .max(MAX_BULK),
})

const idsSchema = z.array(z.string().max(200)).min(1).max(MAX_BULK)

/** Body of `POST /executions/cancel`. */
export const cancelManySchema = z.object({ ids: idsSchema })

/** Body of `POST /executions/rerun`. */
export const rerunManySchema = z.object({ ids: idsSchema, version: versionSchema })
