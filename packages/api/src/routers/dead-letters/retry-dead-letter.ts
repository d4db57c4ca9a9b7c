import { retryDeadLetterSchema } from '../../input/dead-letter-input.ts'
import { procedure } from '../../trpc.ts'

export const retryDeadLetter = procedure
  .input(retryDeadLetterSchema)
  .mutation(({ ctx, input }) => ctx.services.deadLetters.retry(input))
