import { cancelExecutionsSchema } from '../../input/execution-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const cancelExecutions = procedure
  .input(worded(cancelExecutionsSchema))
  .mutation(({ ctx, input }) => ctx.services.executions.cancelMany(input))
