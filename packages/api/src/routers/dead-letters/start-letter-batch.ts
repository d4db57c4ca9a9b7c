import { startLetterBatchSchema } from '../../input/dead-letter-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const startLetterBatch = procedure
  .input(worded(startLetterBatchSchema))
  .mutation(({ ctx, input }) => ctx.services.deadLetters.startBatch(input))
