import { worded } from '../../input/worded.ts'
import { exportWorkflowsSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const exportWorkflows = procedure
  .input(worded(exportWorkflowsSchema))
  .query(({ ctx, input }) => ctx.services.workflows.export(input))
