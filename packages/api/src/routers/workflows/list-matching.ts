import { worded } from '../../input/worded.ts'
import { workflowFilterSchema } from '../../input/workflow-list-input.ts'
import { procedure } from '../../trpc.ts'

export const listMatching = procedure
  .input(worded(workflowFilterSchema))
  .query(({ ctx, input }) => ctx.services.workflows.matching(input))
