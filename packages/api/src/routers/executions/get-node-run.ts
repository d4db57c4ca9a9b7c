import { nodeRunSchema } from '../../input/execution-input.ts'
import { procedure } from '../../trpc.ts'

export const getNodeRun = procedure
  .input(nodeRunSchema)
  .query(({ ctx, input }) => ctx.services.executions.nodeRun(input))
