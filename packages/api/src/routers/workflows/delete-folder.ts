import { folderIdInputSchema } from '../../input/workflow-list-input.ts'
import { procedure } from '../../trpc.ts'

export const deleteFolder = procedure
  .input(folderIdInputSchema)
  .mutation(({ ctx, input }) => ctx.services.workflows.deleteFolder(input))
