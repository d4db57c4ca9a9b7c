import { worded } from '../../input/worded.ts'
import { moveFolderSchema } from '../../input/workflow-list-input.ts'
import { procedure } from '../../trpc.ts'

export const moveFolder = procedure
  .input(worded(moveFolderSchema))
  .mutation(({ ctx, input }) => ctx.services.workflows.moveFolder(input))
