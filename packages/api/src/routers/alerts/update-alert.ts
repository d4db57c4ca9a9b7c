import { updateAlertSchema } from '../../input/alert-input.ts'
import { procedure } from '../../trpc.ts'

export const updateAlert = procedure
  .input(updateAlertSchema)
  .mutation(({ ctx, input }) => ctx.services.alerts.update(input))
