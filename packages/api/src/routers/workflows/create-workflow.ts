import { worded } from '../../input/worded.ts'
import { createWorkflowSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const createWorkflow = procedure
  .input(worded(createWorkflowSchema))
  .mutation(({ ctx, input }) => ctx.services.workflows.create(input))
