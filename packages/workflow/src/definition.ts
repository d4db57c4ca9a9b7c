import { z } from 'zod'
import { CLEAN_TEXT, idSchema, nameSchema, positionSchema, workflowNameSchema } from './definition-basics.ts'
import { findJsonProblem, isPlainObject } from './json.ts'
import { layoutSchema } from './layout.ts'

export { idSchema, nameSchema, type Position, positionSchema, workflowNameSchema } from './definition-basics.ts'

/** The port that an edge leaves or enters when none is named. */
export const MAIN_PORT = 'main'
/** The port on which a failure leaves a node whose `onError` is `branch`. Every node has it. */
export const ERROR_PORT = 'error'

/** Most nodes that a workflow may hold unless the embedder says otherwise (rule 1.3). */
export const DEFAULT_MAX_NODES = 5_000

/** Deepest nesting of a node's config. */
export const MAX_CONFIG_DEPTH = 100

export const joinRuleSchema = z.enum(['some', 'all', 'any'])
/** When a node with several incoming edges runs (rule 3.3). */
export type JoinRule = z.infer<typeof joinRuleSchema>

export const onErrorSchema = z.enum(['stop', 'continue', 'branch'])
/** What a node's final failure does to the execution (rule 3.2). */
export type OnError = z.infer<typeof onErrorSchema>

export const backoffSchema = z.object({
  type: z.enum(['fixed', 'exponential']),
  /** Milliseconds before the second attempt. */
  delay: z.number().int().min(0).max(86_400_000),
  /** Ceiling in milliseconds. */
  maxDelay: z.number().int().min(0).max(86_400_000).optional(),
})
export type Backoff = z.infer<typeof backoffSchema>

/** Longest wait that a limit, a breaker or a deadline may ask for: 365 days in milliseconds. */
const MAX_PERIOD = 31_536_000_000

export const rateLimitSchema = z.object({
  /** Most starts of the node within any period. */
  limit: z.number().int().min(1).max(1_000_000),
  /** The period in milliseconds. */
  per: z.number().int().min(1).max(MAX_PERIOD),
  /** Text with expressions over the node's input: every value of it has a limit of its own. */
  key: z.string().max(2_000).optional(),
})
/** How often a node may start, over all executions of the workspace. */
export type RateLimit = z.infer<typeof rateLimitSchema>

export const circuitBreakerSchema = z.object({
  /** Failures in a row that open the circuit. */
  failures: z.number().int().min(1).max(1_000),
  /** Milliseconds that it stays open before one start may try. */
  cooldown: z.number().int().min(1).max(86_400_000),
})
/** When a node stops calling what fails. */
export type CircuitBreaker = z.infer<typeof circuitBreakerSchema>

export const nodeSettingsSchema = z.object({
  /** Attempts after the first one (rule 5.2). */
  retries: z.number().int().min(0).max(100).optional(),
  backoff: backoffSchema.optional(),
  /** Milliseconds that one attempt may take; 0 means no limit (rule 5.3). */
  timeout: z.number().int().min(0).max(2_147_483_647).optional(),
  onError: onErrorSchema.optional(),
  join: joinRuleSchema.optional(),
  rateLimit: rateLimitSchema.optional(),
  circuitBreaker: circuitBreakerSchema.optional(),
})
export type NodeSettings = z.infer<typeof nodeSettingsSchema>

/**
 * A node's config: a plain JSON object. Taken as it is, because `z.record` would drop an own `__proto__` key, and bounded
 * in depth, so that code that walks configs may recurse.
 */
export const configSchema = z
  .custom<Record<string, unknown>>(isPlainObject, 'The config must be an object.')
  .superRefine((config, context) => {
    const problem = isPlainObject(config) ? findJsonProblem(config, { maxDepth: MAX_CONFIG_DEPTH }) : undefined
    if (problem) context.addIssue({ code: 'custom', message: `The config cannot be stored. ${problem.message}` })
  })

export const workflowNodeSchema = z.object({
  id: idSchema,
  type: z.string().min(1).max(200).regex(CLEAN_TEXT, 'A type may not hold control characters.'),
  /** What people read on the canvas; the id when absent. */
  name: nameSchema.optional(),
  config: configSchema.default({}),
  settings: nodeSettingsSchema.optional(),
  /** It is not executed: its input becomes its output. */
  disabled: z.boolean().optional(),
  position: positionSchema.optional(),
})
export type WorkflowNode = z.infer<typeof workflowNodeSchema>

export const workflowEdgeSchema = z.object({
  id: idSchema,
  source: idSchema,
  sourcePort: idSchema.default(MAIN_PORT),
  target: idSchema,
  targetPort: idSchema.default(MAIN_PORT),
})
export type WorkflowEdge = z.infer<typeof workflowEdgeSchema>

export const whenBusySchema = z.enum(['queue', 'cancel-running', 'skip'])
/** What becomes of a start while as many executions as may run of its key do. */
export type WhenBusy = z.infer<typeof whenBusySchema>

export const concurrencySchema = z.object({
  /** Text with expressions over the initial input; executions of the same value count together. Absent: all do. */
  key: z.string().max(2_000).optional(),
  /** Executions of one key that run at the same time. */
  limit: z.number().int().min(1).max(10_000).default(1),
  whenBusy: whenBusySchema.default('queue'),
})
export type Concurrency = z.infer<typeof concurrencySchema>

/** 0, the default, goes first; a node of an execution with a higher number starts after all with a lower one. */
export const prioritySchema = z.number().int().min(0).max(9)

export const workflowSettingsSchema = z.object({
  /** Most nodes of one execution that run at the same time (rule 3.5). */
  maxConcurrency: z.number().int().min(1).max(10_000).optional(),
  concurrency: concurrencySchema.optional(),
  priority: prioritySchema.optional(),
  /** Milliseconds that an execution may take, not counted while it is paused or waits for its turn. */
  timeout: z.number().int().min(1).max(MAX_PERIOD).optional(),
})
export type WorkflowSettings = z.infer<typeof workflowSettingsSchema>

/** The canonical form: what the canvas draws, what a version stores and what the engine runs. */
export const workflowSchema = z.object({
  id: idSchema,
  name: workflowNameSchema,
  /** Where an execution starts unless the start names another entry. */
  entryNodeId: idSchema.optional(),
  nodes: z.array(workflowNodeSchema),
  edges: z.array(workflowEdgeSchema).default([]),
  settings: workflowSettingsSchema.optional(),
  /** Part of the content, as positions are: a version shows its canvas as it was. */
  layout: layoutSchema.optional(),
})
export type Workflow = z.infer<typeof workflowSchema>

/** A node of the list form (rule 1.2): `inputs` and `outputs` name its neighbours. */
export const listNodeSchema = workflowNodeSchema.extend({
  inputs: z.array(idSchema).default([]),
  outputs: z.array(z.union([idSchema, z.object({ node: idSchema, port: idSchema })])).default([]),
})

/** The list form: `entryNodeId`, and on every node the ids that feed it and that it feeds. */
export const workflowDefinitionSchema = z.object({
  id: idSchema,
  name: workflowNameSchema,
  entryNodeId: idSchema.optional(),
  nodes: z.array(listNodeSchema),
  settings: workflowSettingsSchema.optional(),
  layout: layoutSchema.optional(),
})
/** What an embedder writes by hand; `normalizeWorkflow` turns it into a {@link Workflow}. */
export type WorkflowDefinition = z.input<typeof workflowDefinitionSchema>
