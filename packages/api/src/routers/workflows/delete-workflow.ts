import { workflowIdSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const deleteWorkflow = procedure
  .input(workflowIdSchema)
  .mutation(({ ctx, input }) => ctx.services.workflows.delete(input))
