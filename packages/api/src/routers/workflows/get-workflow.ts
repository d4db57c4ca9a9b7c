import { worded } from '../../input/worded.ts'
import { workflowIdSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const getWorkflow = procedure
  .input(worded(workflowIdSchema))
  .query(({ ctx, input }) => ctx.services.workflows.get(input))
