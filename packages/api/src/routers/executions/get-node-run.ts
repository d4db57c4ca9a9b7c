import { getNodeRunSchema } from '../../input/execution-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const getNodeRun = procedure
  .input(worded(getNodeRunSchema))
  .query(({ ctx, input }) => ctx.services.executions.nodeRun(input))
