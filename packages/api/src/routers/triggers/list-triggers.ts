import { listTriggersSchema } from '../../input/trigger-input.ts'
import { procedure } from '../../trpc.ts'

export const listTriggers = procedure
  .input(listTriggersSchema)
  .query(({ ctx, input }) => ctx.services.triggers.list(input))
