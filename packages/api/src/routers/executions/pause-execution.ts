import { executionIdSchema } from '../../input/execution-input.ts'
import { procedure } from '../../trpc.ts'

export const pauseExecution = procedure
  .input(executionIdSchema)
  .mutation(({ ctx, input }) => ctx.services.executions.pause(input))
