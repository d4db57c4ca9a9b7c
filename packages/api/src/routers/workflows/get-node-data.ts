import { nodeDataSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const getNodeData = procedure
  .input(nodeDataSchema)
  .query(({ ctx, input }) => ctx.services.workflows.nodeData(input))
