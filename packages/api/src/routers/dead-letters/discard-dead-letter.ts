import { deadLetterIdSchema } from '../../input/dead-letter-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const discardDeadLetter = procedure
  .input(worded(deadLetterIdSchema))
  .mutation(({ ctx, input }) => ctx.services.deadLetters.discard(input))
