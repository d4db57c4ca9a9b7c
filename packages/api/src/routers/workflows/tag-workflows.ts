import { worded } from '../../input/worded.ts'
import { tagWorkflowsSchema } from '../../input/workflow-list-input.ts'
import { procedure } from '../../trpc.ts'

export const tagWorkflows = procedure
  .input(worded(tagWorkflowsSchema))
  .mutation(({ ctx, input }) => ctx.services.workflows.tag(input))
