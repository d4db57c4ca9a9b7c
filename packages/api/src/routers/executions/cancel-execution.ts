import { executionIdSchema } from '../../input/execution-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const cancelExecution = procedure
  .input(worded(executionIdSchema))
  .mutation(({ ctx, input }) => ctx.services.executions.cancel(input))
