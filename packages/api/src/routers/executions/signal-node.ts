import { signalNodeSchema } from '../../input/execution-input.ts'
import { procedure } from '../../trpc.ts'

export const signalNode = procedure
  .input(signalNodeSchema)
  .mutation(({ ctx, input }) => ctx.services.executions.signal(input))
