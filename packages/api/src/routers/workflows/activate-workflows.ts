import { worded } from '../../input/worded.ts'
import { activateWorkflowsSchema } from '../../input/workflow-list-input.ts'
import { procedure } from '../../trpc.ts'

export const activateWorkflows = procedure
  .input(worded(activateWorkflowsSchema))
  .mutation(({ ctx, input }) => ctx.services.workflows.activate(input))
