import { deliveryIdSchema } from '../../input/trigger-input.ts'
import { procedure } from '../../trpc.ts'

export const replayDelivery = procedure
  .input(deliveryIdSchema)
  .mutation(({ ctx, input }) => ctx.services.triggers.replay(input))
