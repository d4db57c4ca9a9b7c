import { importWorkflowsSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const importWorkflows = procedure
  .input(importWorkflowsSchema)
  .mutation(({ ctx, input }) => ctx.services.workflows.import(input))
