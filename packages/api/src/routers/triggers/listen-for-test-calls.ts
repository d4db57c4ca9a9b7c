import { listenSchema } from '../../input/trigger-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const listenForTestCalls = procedure
  .input(worded(listenSchema))
  .mutation(({ ctx, input }) => ctx.services.triggers.listen(input))
