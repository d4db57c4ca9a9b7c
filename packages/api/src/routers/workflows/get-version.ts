import { worded } from '../../input/worded.ts'
import { workflowVersionSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const getVersion = procedure
  .input(worded(workflowVersionSchema))
  .query(({ ctx, input }) => ctx.services.workflows.version(input))
