import { rerunExecutionsSchema } from '../../input/execution-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const rerunExecutions = procedure
  .input(worded(rerunExecutionsSchema))
  .mutation(({ ctx, input }) => ctx.services.executions.rerunMany(input))
