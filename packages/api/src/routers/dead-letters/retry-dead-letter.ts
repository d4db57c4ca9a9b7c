import { retryDeadLetterSchema } from '../../input/dead-letter-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const retryDeadLetter = procedure
  .input(worded(retryDeadLetterSchema))
  .mutation(({ ctx, input }) => ctx.services.deadLetters.retry(input))
