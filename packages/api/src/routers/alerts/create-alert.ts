import { createAlertSchema } from '../../input/alert-input.ts'
import { procedure } from '../../trpc.ts'

export const createAlert = procedure
  .input(createAlertSchema)
  .mutation(({ ctx, input }) => ctx.services.alerts.create(input))
