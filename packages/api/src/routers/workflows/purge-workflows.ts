import { worded } from '../../input/worded.ts'
import { workflowIdsInputSchema } from '../../input/workflow-list-input.ts'
import { procedure } from '../../trpc.ts'

export const purgeWorkflows = procedure
  .input(worded(workflowIdsInputSchema))
  .mutation(({ ctx, input }) => ctx.services.workflows.purge(input))
