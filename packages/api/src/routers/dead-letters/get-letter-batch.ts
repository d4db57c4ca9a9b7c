import { letterBatchIdSchema } from '../../input/dead-letter-input.ts'
import { procedure } from '../../trpc.ts'

export const getLetterBatch = procedure
  .input(letterBatchIdSchema)
  .query(({ ctx, input }) => ctx.services.deadLetters.batch(input))
