import { createAlertSchema } from '../../input/alert-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const createAlert = procedure
  .input(worded(createAlertSchema))
  .mutation(({ ctx, input }) => ctx.services.alerts.create(input))
