import { moveFolderSchema } from '../../input/workflow-list-input.ts'
import { procedure } from '../../trpc.ts'

export const moveFolder = procedure
  .input(moveFolderSchema)
  .mutation(({ ctx, input }) => ctx.services.workflows.moveFolder(input))
