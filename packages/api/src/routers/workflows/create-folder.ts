import { worded } from '../../input/worded.ts'
import { createFolderSchema } from '../../input/workflow-list-input.ts'
import { procedure } from '../../trpc.ts'

export const createFolder = procedure
  .input(worded(createFolderSchema))
  .mutation(({ ctx, input }) => ctx.services.workflows.createFolder(input))
