import { triggerIdSchema } from '../../input/trigger-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const listDeliveries = procedure
  .input(worded(triggerIdSchema))
  .query(({ ctx, input }) => ctx.services.triggers.deliveries(input))
