import { signalNodeSchema } from '../../input/execution-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const signalNode = procedure
  .input(worded(signalNodeSchema))
  .mutation(({ ctx, input }) => ctx.services.executions.signal(input))
