import { worded } from '../../input/worded.ts'
import { folderIdInputSchema } from '../../input/workflow-list-input.ts'
import { procedure } from '../../trpc.ts'

export const deleteFolder = procedure
  .input(worded(folderIdInputSchema))
  .mutation(({ ctx, input }) => ctx.services.workflows.deleteFolder(input))
