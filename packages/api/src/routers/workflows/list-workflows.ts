import { worded } from '../../input/worded.ts'
import { listWorkflowsSchema } from '../../input/workflow-list-input.ts'
import { procedure } from '../../trpc.ts'

export const listWorkflows = procedure
  .input(worded(listWorkflowsSchema))
  .query(({ ctx, input }) => ctx.services.workflows.list(input))
