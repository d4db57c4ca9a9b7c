import { worded } from '../../input/worded.ts'
import { runWorkflowSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const runWorkflow = procedure
  .input(worded(runWorkflowSchema))
  .mutation(({ ctx, input }) => ctx.services.workflows.run(input))
