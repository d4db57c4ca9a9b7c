import { setTriggerActiveSchema } from '../../input/trigger-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const setTriggerActive = procedure
  .input(worded(setTriggerActiveSchema))
  .mutation(({ ctx, input }) => ctx.services.triggers.setActive(input))
