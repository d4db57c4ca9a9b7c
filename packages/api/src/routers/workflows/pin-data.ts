import { worded } from '../../input/worded.ts'
import { pinDataSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const pinData = procedure
  .input(worded(pinDataSchema))
  .mutation(({ ctx, input }) => ctx.services.workflows.pin(input))
