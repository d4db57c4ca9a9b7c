import { listTriggersSchema } from '../../input/trigger-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const listTriggers = procedure
  .input(worded(listTriggersSchema))
  .query(({ ctx, input }) => ctx.services.triggers.list(input))
