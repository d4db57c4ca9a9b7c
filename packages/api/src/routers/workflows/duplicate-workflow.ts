import { worded } from '../../input/worded.ts'
import { workflowIdSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const duplicateWorkflow = procedure
  .input(worded(workflowIdSchema))
  .mutation(({ ctx, input }) => ctx.services.workflows.duplicate(input))
