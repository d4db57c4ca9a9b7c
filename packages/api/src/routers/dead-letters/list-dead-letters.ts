import { listDeadLettersSchema } from '../../input/dead-letter-input.ts'
import { procedure } from '../../trpc.ts'

export const listDeadLetters = procedure
  .input(listDeadLettersSchema)
  .query(({ ctx, input }) => ctx.services.deadLetters.list(input))
