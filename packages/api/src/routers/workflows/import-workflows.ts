import { worded } from '../../input/worded.ts'
import { importWorkflowsSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const importWorkflows = procedure
  .input(worded(importWorkflowsSchema))
  .mutation(({ ctx, input }) => ctx.services.workflows.import(input))
