import { exportWorkflowsSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const exportWorkflows = procedure
  .input(exportWorkflowsSchema)
  .query(({ ctx, input }) => ctx.services.workflows.export(input))
