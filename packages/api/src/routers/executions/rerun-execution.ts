import { rerunExecutionSchema } from '../../input/execution-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const rerunExecution = procedure
  .input(worded(rerunExecutionSchema))
  .mutation(({ ctx, input }) => ctx.services.executions.rerun(input))
