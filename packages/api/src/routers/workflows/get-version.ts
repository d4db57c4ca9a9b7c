import { workflowVersionSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const getVersion = procedure
  .input(workflowVersionSchema)
  .query(({ ctx, input }) => ctx.services.workflows.version(input))
