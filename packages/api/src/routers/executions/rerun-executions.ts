import { rerunExecutionsSchema } from '../../input/execution-input.ts'
import { procedure } from '../../trpc.ts'

export const rerunExecutions = procedure
  .input(rerunExecutionsSchema)
  .mutation(({ ctx, input }) => ctx.services.executions.rerunMany(input))
