import { letterBatchIdSchema } from '../../input/dead-letter-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const continueLetterBatch = procedure
  .input(worded(letterBatchIdSchema))
  .mutation(({ ctx, input }) => ctx.services.deadLetters.continueBatch(input))
