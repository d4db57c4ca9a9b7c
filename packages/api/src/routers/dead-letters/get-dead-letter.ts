import { deadLetterIdSchema } from '../../input/dead-letter-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const getDeadLetter = procedure
  .input(worded(deadLetterIdSchema))
  .query(({ ctx, input }) => ctx.services.deadLetters.get(input))
