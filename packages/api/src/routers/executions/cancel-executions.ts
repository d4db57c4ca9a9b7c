import { cancelExecutionsSchema } from '../../input/execution-input.ts'
import { procedure } from '../../trpc.ts'

export const cancelExecutions = procedure
  .input(cancelExecutionsSchema)
  .mutation(({ ctx, input }) => ctx.services.executions.cancelMany(input))
