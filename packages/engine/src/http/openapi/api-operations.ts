import { workflowDefinitionSchema, workflowEdgeSchema, workflowSchema } from '@spane/workflow'
import { z } from 'zod'
import type { EngineErrorCode } from '../../engine-error.ts'
import {
  cancelManySchema,
  closeCircuitSchema,
  dlqQuerySchema,
  executeSchema,
  rerunManySchema,
  rerunSchema,
  retrySchema,
  signalSchema,
  startManySchema,
} from '../request-schemas.ts'
import {
  circuitSchema,
  dlqPageSchema,
  executionSchema,
  executionStateSchema,
  healthSchema,
  limitsSchema,
  manyResultsSchema,
  problemSchema,
  publishedSchema,
  publishedWorkflowSchema,
  startedSchema,
  statsSchema,
} from './answer-schemas.ts'

const idempotencyKeySchema = z.string().min(1).max(255)

/** The form with edges, as the canvas stores it; an edge that has no id gets one of its ends. */
const edgesFormSchema = workflowSchema.extend({
  edges: z
    .array(workflowEdgeSchema.partial({ id: true }))
    .meta({ description: 'Where it stands, nodes list no inputs.' }),
})

/** Schemas that the document names and refers to. */
export const apiSchemas = {
  Workflow: z.union([workflowDefinitionSchema, edgesFormSchema]),
  Published: publishedSchema,
  PublishedWorkflow: publishedWorkflowSchema,
  Execute: executeSchema,
  Retry: retrySchema,
  Signal: signalSchema,
  Rerun: rerunSchema,
  StartMany: startManySchema,
  CancelMany: cancelManySchema,
  RerunMany: rerunManySchema,
  ManyResults: manyResultsSchema,
  Started: startedSchema,
  ExecutionState: executionStateSchema,
  Execution: executionSchema,
  DlqPage: dlqPageSchema,
  Stats: statsSchema,
  Limits: limitsSchema,
  CloseCircuit: closeCircuitSchema,
  Circuit: circuitSchema,
  Health: healthSchema,
  OpenApiDocument: z.looseObject({ openapi: z.string() }),
  Problem: problemSchema,
} as const satisfies Record<string, z.ZodType>

export type ApiSchemaName = keyof typeof apiSchemas

/** A route of the REST API, as its document describes it. */
export interface ApiOperation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** As the router has it, below the base path: `/workflows/:id`. */
  path: string
  /** Stands beside the base path and needs no key. */
  open?: boolean
  operationId: string
  summary: string
  query?: z.ZodObject
  headers?: Record<string, { schema: z.ZodType; description: string }>
  body?: { schema: ApiSchemaName; required: boolean }
  answer: { status: number; schema: ApiSchemaName; description: string }
  /** What it may refuse with, beside what every route may. */
  errors: EngineErrorCode[]
}

const BODY_ERRORS: EngineErrorCode[] = ['BAD_REQUEST', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE']

const control = (name: 'pause' | 'resume' | 'cancel', summary: string, errors: EngineErrorCode[]): ApiOperation => ({
  method: 'post',
  path: `/executions/:id/${name}`,
  operationId: `${name}Execution`,
  summary,
  answer: { status: 200, schema: 'ExecutionState', description: 'The status that it has now.' },
  errors: ['EXECUTION_NOT_FOUND', 'EXECUTION_ENDED', ...errors],
})

/** Every route of the API; a test holds this list against the router. */
export const apiOperations: readonly ApiOperation[] = [
  {
    method: 'get',
    path: '/health',
    open: true,
    operationId: 'getHealth',
    summary: 'Whether store and queue answer.',
    answer: { status: 200, schema: 'Health', description: 'Everything answers.' },
    errors: ['STORE_UNAVAILABLE', 'QUEUE_UNAVAILABLE'],
  },
  {
    method: 'get',
    path: '/openapi.json',
    operationId: 'getOpenApiDocument',
    summary: 'This document.',
    answer: { status: 200, schema: 'OpenApiDocument', description: 'OpenAPI 3.1.' },
    errors: [],
  },
  {
    method: 'post',
    path: '/workflows',
    operationId: 'publishWorkflow',
    summary: 'Stores a workflow as the version that starts use from now on. The same content is the same version.',
    body: { schema: 'Workflow', required: true },
    answer: { status: 201, schema: 'Published', description: 'Stored and published.' },
    errors: ['BAD_REQUEST', 'WORKFLOW_INVALID', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'],
  },
  {
    method: 'get',
    path: '/workflows/:id',
    operationId: 'getWorkflow',
    summary: 'The published version of a workflow.',
    answer: { status: 200, schema: 'PublishedWorkflow', description: 'The definition and its version.' },
    errors: ['WORKFLOW_NOT_FOUND'],
  },
  {
    method: 'post',
    path: '/workflows/:id/execute',
    operationId: 'executeWorkflow',
    summary: 'Starts the published version. The execution is durable once it is answered.',
    headers: {
      'Idempotency-Key': {
        schema: idempotencyKeySchema,
        description: 'A repeated request with the same key gets the execution of the first.',
      },
    },
    body: { schema: 'Execute', required: false },
    answer: { status: 202, schema: 'Started', description: 'Accepted.' },
    errors: [
      'BAD_REQUEST',
      'BAD_INPUT',
      'WORKFLOW_NOT_FOUND',
      'WORKFLOW_NOT_PUBLISHED',
      'OVERLOADED',
      'NODE_NOT_FOUND',
      'PAYLOAD_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
    ],
  },
  {
    method: 'get',
    path: '/executions/:id',
    operationId: 'getExecution',
    summary: 'The state of an execution and the result of every node.',
    answer: { status: 200, schema: 'Execution', description: 'As it stands now.' },
    errors: ['EXECUTION_NOT_FOUND'],
  },
  {
    method: 'post',
    path: '/executions',
    operationId: 'startExecutions',
    summary: 'Starts up to 1,000 executions, each by itself, with a result an item.',
    body: { schema: 'StartMany', required: true },
    answer: { status: 200, schema: 'ManyResults', description: 'What became of each, in their order.' },
    errors: BODY_ERRORS,
  },
  {
    method: 'post',
    path: '/executions/cancel',
    operationId: 'cancelExecutions',
    summary: 'Cancels up to 1,000 executions, each by itself, with a result an item.',
    body: { schema: 'CancelMany', required: true },
    answer: { status: 200, schema: 'ManyResults', description: 'What became of each, in their order.' },
    errors: BODY_ERRORS,
  },
  {
    method: 'post',
    path: '/executions/rerun',
    operationId: 'rerunExecutions',
    summary: 'Runs up to 1,000 executions again as a whole, each by itself, with a result an item.',
    body: { schema: 'RerunMany', required: true },
    answer: { status: 200, schema: 'ManyResults', description: 'What became of each, in their order.' },
    errors: BODY_ERRORS,
  },
  {
    method: 'post',
    path: '/executions/:id/rerun',
    operationId: 'rerunExecution',
    summary: 'Starts a new execution from this one: the whole again, or from a node on with what is before it reused.',
    body: { schema: 'Rerun', required: false },
    answer: { status: 202, schema: 'Started', description: 'Accepted.' },
    errors: [
      ...BODY_ERRORS,
      'BAD_INPUT',
      'EXECUTION_NOT_FOUND',
      'NODE_NOT_FOUND',
      'VERSION_NOT_FOUND',
      'MISSING_OUTPUT',
    ],
  },
  control('pause', 'No further node starts; what runs finishes.', ['EXECUTION_PAUSED']),
  control('resume', 'Starts what is ready.', ['EXECUTION_NOT_PAUSED']),
  control('cancel', 'Ends the execution at once and aborts what runs.', []),
  {
    method: 'post',
    path: '/executions/:id/nodes/:nodeId/signal',
    operationId: 'signalNode',
    summary: 'Hands a payload to a node that waits for a signal. The first one counts.',
    body: { schema: 'Signal', required: false },
    answer: { status: 202, schema: 'Started', description: 'The execution goes on.' },
    errors: [
      'BAD_REQUEST',
      'BAD_INPUT',
      'EXECUTION_NOT_FOUND',
      'EXECUTION_ENDED',
      'NODE_NOT_FOUND',
      'NODE_NOT_WAITING',
      'PAYLOAD_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
    ],
  },
  {
    method: 'get',
    path: '/dlq',
    operationId: 'listDeadLetters',
    summary: 'Dead letters, the newest failure first; open and retrying ones unless a status is given.',
    query: dlqQuerySchema,
    answer: { status: 200, schema: 'DlqPage', description: 'A page.' },
    errors: ['BAD_REQUEST'],
  },
  {
    method: 'post',
    path: '/dlq/:id/retry',
    operationId: 'retryDeadLetter',
    summary: 'Gives the failed node fresh attempts; the execution goes on from there.',
    body: { schema: 'Retry', required: false },
    answer: { status: 202, schema: 'Started', description: 'The execution goes on.' },
    errors: [
      'BAD_REQUEST',
      'BAD_INPUT',
      'DEAD_LETTER_NOT_FOUND',
      'DEAD_LETTER_NOT_OPEN',
      'EXECUTION_CANCELLED',
      'PAYLOAD_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
    ],
  },
  {
    method: 'get',
    path: '/stats',
    operationId: 'getStats',
    summary: 'Depth of the queue and workers that are alive.',
    answer: { status: 200, schema: 'Stats', description: 'As counted now.' },
    errors: ['QUEUE_UNAVAILABLE'],
  },
  {
    method: 'get',
    path: '/limits',
    operationId: 'listLimits',
    summary: 'Rate limits that were used lately, and circuit breakers that have failures.',
    answer: { status: 200, schema: 'Limits', description: 'As they stand now.' },
    errors: ['QUEUE_UNAVAILABLE'],
  },
  {
    method: 'post',
    path: '/limits/close-circuit',
    operationId: 'closeCircuit',
    summary: 'Closes a circuit breaker by hand.',
    body: { schema: 'CloseCircuit', required: true },
    answer: { status: 200, schema: 'Circuit', description: 'It is closed.' },
    errors: ['BAD_REQUEST', 'CIRCUIT_NOT_FOUND', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'],
  },
]
