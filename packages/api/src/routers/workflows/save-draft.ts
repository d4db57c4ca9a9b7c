import { saveDraftSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const saveDraft = procedure
  .input(saveDraftSchema)
  .mutation(({ ctx, input }) => ctx.services.workflows.saveDraft(input))
