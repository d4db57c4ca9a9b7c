import { listExecutionsSchema } from '../../input/execution-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const listExecutions = procedure
  .input(worded(listExecutionsSchema))
  .query(({ ctx, input }) => ctx.services.executions.list(input))
