import { listVersionsSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const listVersions = procedure
  .input(listVersionsSchema)
  .query(({ ctx, input }) => ctx.services.workflows.versions(input))
