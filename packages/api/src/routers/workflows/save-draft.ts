import { worded } from '../../input/worded.ts'
import { saveDraftSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const saveDraft = procedure
  .input(worded(saveDraftSchema))
  .mutation(({ ctx, input }) => ctx.services.workflows.saveDraft(input))
