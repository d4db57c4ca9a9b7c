import { executionIdSchema } from '../../input/execution-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const listSilentNodes = procedure
  .input(worded(executionIdSchema))
  .query(({ ctx, input }) => ctx.services.executions.silentNodes(input))
