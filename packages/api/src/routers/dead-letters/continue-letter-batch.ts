import { letterBatchIdSchema } from '../../input/dead-letter-input.ts'
import { procedure } from '../../trpc.ts'

export const continueLetterBatch = procedure
  .input(letterBatchIdSchema)
  .mutation(({ ctx, input }) => ctx.services.deadLetters.continueBatch(input))
