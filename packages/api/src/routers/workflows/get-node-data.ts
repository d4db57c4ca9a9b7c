import { worded } from '../../input/worded.ts'
import { nodeDataSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const getNodeData = procedure
  .input(worded(nodeDataSchema))
  .query(({ ctx, input }) => ctx.services.workflows.nodeData(input))
