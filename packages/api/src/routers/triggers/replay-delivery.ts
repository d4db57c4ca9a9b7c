import { deliveryIdSchema } from '../../input/trigger-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const replayDelivery = procedure
  .input(worded(deliveryIdSchema))
  .mutation(({ ctx, input }) => ctx.services.triggers.replay(input))
