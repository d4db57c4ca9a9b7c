import { triggerIdSchema } from '../../input/trigger-input.ts'
import { procedure } from '../../trpc.ts'

export const listDeliveries = procedure
  .input(triggerIdSchema)
  .query(({ ctx, input }) => ctx.services.triggers.deliveries(input))
