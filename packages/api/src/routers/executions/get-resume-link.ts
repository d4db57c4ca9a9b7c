import { nodeRunSchema } from '../../input/execution-input.ts'
import { procedure } from '../../trpc.ts'

export const getResumeLink = procedure
  .input(nodeRunSchema)
  .query(({ ctx, input }) => ctx.services.executions.resumeLink(input))
