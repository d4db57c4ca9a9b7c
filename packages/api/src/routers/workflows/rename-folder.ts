import { worded } from '../../input/worded.ts'
import { renameFolderSchema } from '../../input/workflow-list-input.ts'
import { procedure } from '../../trpc.ts'

export const renameFolder = procedure
  .input(worded(renameFolderSchema))
  .mutation(({ ctx, input }) => ctx.services.workflows.renameFolder(input))
