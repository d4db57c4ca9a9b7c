import { alertIdSchema } from '../../input/alert-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const listAlertMessages = procedure
  .input(worded(alertIdSchema))
  .query(({ ctx, input }) => ctx.services.alerts.messages(input))
