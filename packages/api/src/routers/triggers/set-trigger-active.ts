import { setTriggerActiveSchema } from '../../input/trigger-input.ts'
import { procedure } from '../../trpc.ts'

export const setTriggerActive = procedure
  .input(setTriggerActiveSchema)
  .mutation(({ ctx, input }) => ctx.services.triggers.setActive(input))
