import { worded } from '../../input/worded.ts'
import { renameTagSchema } from '../../input/workflow-list-input.ts'
import { procedure } from '../../trpc.ts'

export const renameTag = procedure
  .input(worded(renameTagSchema))
  .mutation(({ ctx, input }) => ctx.services.workflows.renameTag(input))
