import { compareOutputsSchema } from '../../input/execution-input.ts'
import { procedure } from '../../trpc.ts'

export const compareOutputs = procedure
  .input(compareOutputsSchema)
  .query(({ ctx, input }) => ctx.services.executions.compareOutputs(input))
