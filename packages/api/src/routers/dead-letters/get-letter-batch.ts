import { letterBatchIdSchema } from '../../input/dead-letter-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const getLetterBatch = procedure
  .input(worded(letterBatchIdSchema))
  .query(({ ctx, input }) => ctx.services.deadLetters.batch(input))
