import { executionIdSchema } from '../../input/execution-input.ts'
import { procedure } from '../../trpc.ts'

export const cancelExecution = procedure
  .input(executionIdSchema)
  .mutation(({ ctx, input }) => ctx.services.executions.cancel(input))
