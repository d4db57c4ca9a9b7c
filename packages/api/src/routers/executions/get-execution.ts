import { executionIdSchema } from '../../input/execution-input.ts'
import { procedure } from '../../trpc.ts'

export const getExecution = procedure
  .input(executionIdSchema)
  .query(({ ctx, input }) => ctx.services.executions.get(input))
