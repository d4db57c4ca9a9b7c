import { executionStatusSchema, nodeRunStatusSchema } from '@spane/realtime'
import { workflowSchema } from '@spane/workflow'
import { z } from 'zod'
import { deadLetterStatusSchema } from '../request-schemas.ts'

/** An error of the API (RFC 9457). */
export const problemSchema = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Stable: programs decide on it.' }),
    detail: z.string().meta({ description: 'A sentence for a person.' }),
    field: z.string().optional().meta({ description: 'What of the request is to blame.' }),
    problems: z
      .unknown()
      .optional()
      .meta({ description: 'Everything that is wrong, where it is more than one thing.' }),
  })
  .meta({ description: 'What went wrong (RFC 9457).' })

const versionSchema = z.object({
  versionId: z.string(),
  version: z.int().meta({ description: 'Counts the versions of the workflow from 1.' }),
})

export const publishedSchema = versionSchema.extend({ id: z.string() })

export const publishedWorkflowSchema = workflowSchema.extend(versionSchema.shape)

export const startedSchema = z.object({ executionId: z.string() })

export const logsPageSchema = z.object({
  items: z.array(
    z.object({
      nodeId: z.string(),
      start: z.int().meta({ description: 'Which start of the node wrote it.' }),
      at: z.iso.datetime(),
      level: z.enum(['debug', 'info', 'warn', 'error']),
      message: z.string(),
      fields: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
  nextCursor: z
    .string()
    .nullable()
    .meta({ description: 'A page may hold fewer lines than asked for, even none, and be followed by others.' }),
})

export const executionStateSchema = z.object({ executionId: z.string(), status: executionStatusSchema })

/** A result an item of the request, in its order. */
export const manyResultsSchema = z.object({
  items: z.array(
    z.union([
      z.object({
        ok: z.literal(true),
        executionId: z.string(),
        created: z.boolean().optional().meta({ description: 'False: the key named an execution that there was.' }),
      }),
      z.object({
        ok: z.literal(false),
        error: z.object({ code: z.string(), message: z.string(), field: z.string().optional() }),
      }),
    ]),
  ),
})

const nodeResultSchema = z.object({
  status: nodeRunStatusSchema,
  success: z.boolean(),
  data: z.unknown().optional().meta({ description: "The node's output, once it completed." }),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  attempts: z.int(),
})

export const executionSchema = executionStateSchema.extend({
  workflowId: z.string(),
  reason: z
    .enum(['cancelled', 'timeout', 'superseded', 'skipped'])
    .optional()
    .meta({ description: 'Why it was cancelled.' }),
  heldKey: z.string().optional().meta({ description: 'It waits until others under this concurrency key have ended.' }),
  nodeResults: z.record(z.string(), nodeResultSchema).meta({ description: 'By node id.' }),
})

export const dlqPageSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      executionId: z.string(),
      workflowId: z.string(),
      nodeId: z.string(),
      fingerprint: z.string().meta({ description: 'Alike failures have the same one.' }),
      status: deadLetterStatusSchema,
      error: z.object({ code: z.string(), message: z.string() }),
      attempts: z.int().meta({ description: 'Attempts of the last failure.' }),
      failures: z.int().meta({ description: 'How often the node failed for good.' }),
      failedAt: z.iso.datetime(),
    }),
  ),
  nextCursor: z
    .string()
    .nullable()
    .meta({ description: 'Give it as `cursor` to get the next page; null on the last.' }),
})

export const statsSchema = z.object({
  backend: z.enum(['redis', 'postgres']),
  workers: z.int(),
  waiting: z.int(),
  active: z.int(),
  delayed: z.int(),
  failed: z.int(),
})

const flowEntrySchema = z.object({ id: z.string(), name: z.string() })

export const limitsSchema = z.object({
  items: z
    .array(
      z.union([
        flowEntrySchema.extend({
          kind: z.literal('rate-limit'),
          limit: z.int(),
          per: z.int().meta({ description: 'Milliseconds.' }),
          wait: z.int().meta({ description: 'Milliseconds until a start that asks now would begin.' }),
        }),
        flowEntrySchema.extend({
          kind: z.literal('circuit'),
          phase: z.enum(['closed', 'open', 'half-open']),
          failures: z.int().meta({ description: 'In a row.' }),
          wait: z.int().meta({ description: 'Milliseconds until one start may try.' }),
        }),
      ]),
    )
    .meta({ description: 'Open circuits first.' }),
})

export const circuitSchema = z.object({ id: z.string() })

export const healthSchema = z.object({ status: z.literal('ok') })
