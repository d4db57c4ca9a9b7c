import { startLetterBatchSchema } from '../../input/dead-letter-input.ts'
import { procedure } from '../../trpc.ts'

export const startLetterBatch = procedure
  .input(startLetterBatchSchema)
  .mutation(({ ctx, input }) => ctx.services.deadLetters.startBatch(input))
