import { workflowIdsInputSchema } from '../../input/workflow-list-input.ts'
import { procedure } from '../../trpc.ts'

export const deleteWorkflows = procedure
  .input(workflowIdsInputSchema)
  .mutation(({ ctx, input }) => ctx.services.workflows.delete(input))
