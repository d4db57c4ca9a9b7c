import { worded } from '../../input/worded.ts'
import { listVersionsSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const listVersions = procedure
  .input(worded(listVersionsSchema))
  .query(({ ctx, input }) => ctx.services.workflows.versions(input))
