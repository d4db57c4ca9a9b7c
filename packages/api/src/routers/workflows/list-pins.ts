import { worded } from '../../input/worded.ts'
import { workflowIdSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const listPins = procedure
  .input(worded(workflowIdSchema))
  .query(({ ctx, input }) => ctx.services.workflows.pins(input))
