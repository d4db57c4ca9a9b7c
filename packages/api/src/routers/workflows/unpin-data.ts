import { worded } from '../../input/worded.ts'
import { unpinDataSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const unpinData = procedure
  .input(worded(unpinDataSchema))
  .mutation(({ ctx, input }) => ctx.services.workflows.unpin(input))
