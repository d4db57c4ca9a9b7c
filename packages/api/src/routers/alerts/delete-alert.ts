import { alertIdSchema } from '../../input/alert-input.ts'
import { procedure } from '../../trpc.ts'

export const deleteAlert = procedure
  .input(alertIdSchema)
  .mutation(({ ctx, input }) => ctx.services.alerts.delete(input))
