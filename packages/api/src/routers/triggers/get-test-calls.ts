import { listTriggersSchema } from '../../input/trigger-input.ts'
import { procedure } from '../../trpc.ts'

export const getTestCalls = procedure
  .input(listTriggersSchema)
  .query(({ ctx, input }) => ctx.services.triggers.testCalls(input))
