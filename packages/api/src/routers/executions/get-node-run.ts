import { getNodeRunSchema } from '../../input/execution-input.ts'
import { procedure } from '../../trpc.ts'

export const getNodeRun = procedure
  .input(getNodeRunSchema)
  .query(({ ctx, input }) => ctx.services.executions.nodeRun(input))
