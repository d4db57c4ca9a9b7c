import { createWorkflowSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const createWorkflow = procedure
  .input(createWorkflowSchema)
  .mutation(({ ctx, input }) => ctx.services.workflows.create(input))
