import { executionIdSchema } from '../../input/execution-input.ts'
import { procedure } from '../../trpc.ts'

export const listSilentNodes = procedure
  .input(executionIdSchema)
  .query(({ ctx, input }) => ctx.services.executions.silentNodes(input))
