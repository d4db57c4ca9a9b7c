import { workflowDefinitionSchema, workflowEdgeSchema, workflowSchema } from '@spane/workflow'
import { z } from 'zod'
import {
  batchesPageSchema,
  batchItemsSchema,
  batchSchema,
  groupsPageSchema,
  letterHistorySchema,
  letterStateSchema,
  startBatchSchema,
} from '../letter-schemas.ts'
import {
  cancelManySchema,
  closeCircuitSchema,
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
  logsPageSchema,
  manyResultsSchema,
  problemSchema,
  publishedSchema,
  publishedWorkflowSchema,
  startedSchema,
  statsSchema,
} from './answer-schemas.ts'

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
  LogsPage: logsPageSchema,
  ExecutionState: executionStateSchema,
  Execution: executionSchema,
  DlqPage: dlqPageSchema,
  DlqGroupsPage: groupsPageSchema,
  DlqHistory: letterHistorySchema,
  DeadLetterState: letterStateSchema,
  StartBatch: startBatchSchema,
  Batch: batchSchema,
  BatchesPage: batchesPageSchema,
  BatchItems: batchItemsSchema,
  Stats: statsSchema,
  Limits: limitsSchema,
  CloseCircuit: closeCircuitSchema,
  Circuit: circuitSchema,
  Health: healthSchema,
  OpenApiDocument: z.looseObject({ openapi: z.string() }),
  Problem: problemSchema,
} as const satisfies Record<string, z.ZodType>

export type ApiSchemaName = keyof typeof apiSchemas
