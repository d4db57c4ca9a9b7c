import { alertIdSchema } from '../../input/alert-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const deleteAlert = procedure
  .input(worded(alertIdSchema))
  .mutation(({ ctx, input }) => ctx.services.alerts.delete(input))
