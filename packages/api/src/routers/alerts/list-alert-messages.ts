import { alertIdSchema } from '../../input/alert-input.ts'
import { procedure } from '../../trpc.ts'

export const listAlertMessages = procedure
  .input(alertIdSchema)
  .query(({ ctx, input }) => ctx.services.alerts.messages(input))
