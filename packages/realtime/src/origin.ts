import { z } from 'zod'

const testRunSchema = z.object({
  /** `to`: stops at the node. `from`: begins at it, with what another execution has. `alone`: runs it and nothing else. */
  mode: z.enum(['to', 'from', 'alone']),
  nodeId: z.string(),
  /** The execution whose results were reused. */
  executionId: z.string().optional(),
})

export const executionOriginSchema = z.discriminatedUnion('kind', [
  /** A person pressed Run; `test` for a part of the workflow. */
  z.object({ kind: z.literal('manual'), test: testRunSchema.optional() }),
  z.object({ kind: z.literal('api') }),
  z.object({ kind: z.literal('trigger'), triggerId: z.string(), triggerKind: z.string(), nodeId: z.string() }),
  /** Of another execution: the whole, or from a node on. `edited`: with another input than then. */
  z.object({
    kind: z.literal('rerun'),
    executionId: z.string(),
    nodeId: z.string().optional(),
    edited: z.literal(true).optional(),
  }),
  z.object({ kind: z.literal('dead-letter'), deadLetterId: z.string(), executionId: z.string(), nodeId: z.string() }),
])
/** What set an execution off. A child has none: its parent says it. */
export type ExecutionOrigin = z.infer<typeof executionOriginSchema>
