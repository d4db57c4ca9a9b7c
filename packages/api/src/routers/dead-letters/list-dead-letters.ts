import { listDeadLettersSchema } from '../../input/dead-letter-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const listDeadLetters = procedure
  .input(worded(listDeadLettersSchema))
  .query(({ ctx, input }) => ctx.services.deadLetters.list(input))
