import { deadLetterIdSchema } from '../../input/dead-letter-input.ts'
import { procedure } from '../../trpc.ts'

export const getDeadLetter = procedure
  .input(deadLetterIdSchema)
  .query(({ ctx, input }) => ctx.services.deadLetters.get(input))
