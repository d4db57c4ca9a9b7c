import { worded } from '../../input/worded.ts'
import { renameWorkflowSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const renameWorkflow = procedure
  .input(worded(renameWorkflowSchema))
  .mutation(({ ctx, input }) => ctx.services.workflows.rename(input))
