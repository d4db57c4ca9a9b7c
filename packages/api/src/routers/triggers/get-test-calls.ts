import { listTriggersSchema } from '../../input/trigger-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const getTestCalls = procedure
  .input(worded(listTriggersSchema))
  .query(({ ctx, input }) => ctx.services.triggers.testCalls(input))
