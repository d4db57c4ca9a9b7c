import { listExecutionChildrenSchema } from '../../input/execution-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const listExecutionChildren = procedure
  .input(worded(listExecutionChildrenSchema))
  .query(({ ctx, input }) => ctx.services.executions.childrenOf(input))
