import { updateAlertSchema } from '../../input/alert-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const updateAlert = procedure
  .input(worded(updateAlertSchema))
  .mutation(({ ctx, input }) => ctx.services.alerts.update(input))
