import { workflowIdsInputSchema } from '../../input/workflow-list-input.ts'
import { procedure } from '../../trpc.ts'

export const restoreWorkflows = procedure
  .input(workflowIdsInputSchema)
  .mutation(({ ctx, input }) => ctx.services.workflows.restore(input))
