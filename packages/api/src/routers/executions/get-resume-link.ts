import { nodeRunSchema } from '../../input/execution-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const getResumeLink = procedure
  .input(worded(nodeRunSchema))
  .query(({ ctx, input }) => ctx.services.executions.resumeLink(input))
