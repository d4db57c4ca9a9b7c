import { listChildrenSchema } from '../../input/execution-input.ts'
import { procedure } from '../../trpc.ts'

export const listChildren = procedure
  .input(listChildrenSchema)
  .query(({ ctx, input }) => ctx.services.executions.children(input))
