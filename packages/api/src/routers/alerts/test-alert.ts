import { alertIdSchema } from '../../input/alert-input.ts'
import { procedure } from '../../trpc.ts'

export const testAlert = procedure.input(alertIdSchema).mutation(({ ctx, input }) => ctx.services.alerts.test(input))
