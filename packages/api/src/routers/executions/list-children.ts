import { listChildrenSchema } from '../../input/execution-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const listChildren = procedure
  .input(worded(listChildrenSchema))
  .query(({ ctx, input }) => ctx.services.executions.children(input))
