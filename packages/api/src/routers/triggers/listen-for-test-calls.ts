import { listenSchema } from '../../input/trigger-input.ts'
import { procedure } from '../../trpc.ts'

export const listenForTestCalls = procedure
  .input(listenSchema)
  .mutation(({ ctx, input }) => ctx.services.triggers.listen(input))
