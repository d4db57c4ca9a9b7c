import { listExecutionsSchema } from '../../input/execution-input.ts'
import { procedure } from '../../trpc.ts'

export const listExecutions = procedure
  .input(listExecutionsSchema)
  .query(({ ctx, input }) => ctx.services.executions.list(input))
