import { worded } from '../../input/worded.ts'
import { pinRunSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const pinRun = procedure
  .input(worded(pinRunSchema))
  .mutation(({ ctx, input }) => ctx.services.workflows.pinRun(input))
