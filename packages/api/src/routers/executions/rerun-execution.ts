import { rerunExecutionSchema } from '../../input/execution-input.ts'
import { procedure } from '../../trpc.ts'

export const rerunExecution = procedure
  .input(rerunExecutionSchema)
  .mutation(({ ctx, input }) => ctx.services.executions.rerun(input))
