import { z } from 'zod'

const parametersSchema = z.record(z.string(), z.unknown())
export type N8nParameters = z.infer<typeof parametersSchema>

/** A node of an n8n export, as far as it is read. */
export const n8nNodeSchema = z.object({
  id: z.string().optional(),
  name: z.string().min(1),
  type: z.string().min(1),
  typeVersion: z.number().optional().catch(undefined),
  position: z.tuple([z.number(), z.number()]).optional().catch(undefined),
  parameters: parametersSchema.default({}).catch({}),
  disabled: z.boolean().optional().catch(undefined),
  retryOnFail: z.boolean().optional().catch(undefined),
  maxTries: z.number().optional().catch(undefined),
  waitBetweenTries: z.number().optional().catch(undefined),
  continueOnFail: z.boolean().optional().catch(undefined),
  onError: z.string().optional().catch(undefined),
  executeOnce: z.boolean().optional().catch(undefined),
  alwaysOutputData: z.boolean().optional().catch(undefined),
  credentials: z.record(z.string(), z.unknown()).optional().catch(undefined),
})
export type N8nNode = z.infer<typeof n8nNodeSchema>

const targetSchema = z.object({ node: z.string(), type: z.string().default('main'), index: z.number().default(0) })
const connectionsSchema = z.record(z.string(), z.record(z.string(), z.array(z.array(targetSchema).nullable())))

export const n8nWorkflowSchema = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  name: z.string().optional(),
  nodes: z.array(n8nNodeSchema),
  connections: connectionsSchema.default({}),
  settings: z.record(z.string(), z.unknown()).optional().catch(undefined),
  pinData: z.record(z.string(), z.unknown()).nullish().catch(undefined),
})
export type N8nWorkflow = z.infer<typeof n8nWorkflowSchema>

/** Whether a value looks as n8n writes workflows: nodes of its types, and connections by name. */
export function isN8nWorkflow(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('nodes' in value) || !Array.isArray(value.nodes)) return false
  if ('edges' in value) return false
  const hasItsTypes = value.nodes.some(
    (node: unknown) =>
      typeof node === 'object' && node !== null && 'type' in node && /^(@n8n\/)?n8n-nodes-/.test(String(node.type)),
  )
  return hasItsTypes || ('connections' in value && typeof value.connections === 'object')
}
