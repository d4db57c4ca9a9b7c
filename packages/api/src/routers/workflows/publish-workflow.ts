import { worded } from '../../input/worded.ts'
import { publishWorkflowSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const publishWorkflow = procedure
  .input(worded(publishWorkflowSchema))
  .mutation(({ ctx, input }) => ctx.services.workflows.publish(input))
