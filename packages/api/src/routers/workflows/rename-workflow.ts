import { renameWorkflowSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const renameWorkflow = procedure
  .input(renameWorkflowSchema)
  .mutation(({ ctx, input }) => ctx.services.workflows.rename(input))
