import { worded } from '../../input/worded.ts'
import { tagIdInputSchema } from '../../input/workflow-list-input.ts'
import { procedure } from '../../trpc.ts'

export const deleteTag = procedure
  .input(worded(tagIdInputSchema))
  .mutation(({ ctx, input }) => ctx.services.workflows.deleteTag(input))
