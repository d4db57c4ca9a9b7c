import { createFolderSchema } from '../../input/workflow-list-input.ts'
import { procedure } from '../../trpc.ts'

export const createFolder = procedure
  .input(createFolderSchema)
  .mutation(({ ctx, input }) => ctx.services.workflows.createFolder(input))
