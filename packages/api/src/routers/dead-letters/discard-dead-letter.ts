import { deadLetterIdSchema } from '../../input/dead-letter-input.ts'
import { procedure } from '../../trpc.ts'

export const discardDeadLetter = procedure
  .input(deadLetterIdSchema)
  .mutation(({ ctx, input }) => ctx.services.deadLetters.discard(input))
