import { z } from 'zod'

/** Body of `POST /workflows/:id/execute`. */
export const executeSchema = z.object({
  initialData: z.unknown().optional(),
  entryNodeId: z.string().min(1).max(200).optional(),
})

/** Body of `POST /dlq/:id/retry`. */
export const retrySchema = z.object({ input: z.unknown().optional() })

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
})
