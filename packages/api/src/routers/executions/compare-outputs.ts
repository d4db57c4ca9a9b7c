import { compareOutputsSchema } from '../../input/execution-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const compareOutputs = procedure
  .input(worded(compareOutputsSchema))
  .query(({ ctx, input }) => ctx.services.executions.compareOutputs(input))
