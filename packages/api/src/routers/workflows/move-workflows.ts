import { worded } from '../../input/worded.ts'
import { moveWorkflowsSchema } from '../../input/workflow-list-input.ts'
import { procedure } from '../../trpc.ts'

export const moveWorkflows = procedure
  .input(worded(moveWorkflowsSchema))
  .mutation(({ ctx, input }) => ctx.services.workflows.move(input))
