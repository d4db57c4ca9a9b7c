import { listEventsSchema } from '../../input/execution-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const listEvents = procedure
  .input(worded(listEventsSchema))
  .query(({ ctx, input }) => ctx.services.executions.events(input))
