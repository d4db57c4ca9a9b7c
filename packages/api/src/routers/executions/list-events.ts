import { listEventsSchema } from '../../input/execution-input.ts'
import { procedure } from '../../trpc.ts'

export const listEvents = procedure
  .input(listEventsSchema)
  .query(({ ctx, input }) => ctx.services.executions.events(input))
