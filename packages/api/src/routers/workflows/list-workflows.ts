import { listWorkflowsSchema } from '../../input/workflow-list-input.ts'
import { procedure } from '../../trpc.ts'

export const listWorkflows = procedure
  .input(listWorkflowsSchema)
  .query(({ ctx, input }) => ctx.services.workflows.list(input))
