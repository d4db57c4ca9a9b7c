import { listExecutionChildrenSchema } from '../../input/execution-input.ts'
import { procedure } from '../../trpc.ts'

export const listExecutionChildren = procedure
  .input(listExecutionChildrenSchema)
  .query(({ ctx, input }) => ctx.services.executions.childrenOf(input))
