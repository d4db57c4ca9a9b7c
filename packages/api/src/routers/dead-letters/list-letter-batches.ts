import { listLetterBatchesSchema } from '../../input/dead-letter-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const listLetterBatches = procedure
  .input(worded(listLetterBatchesSchema))
  .query(({ ctx, input }) => ctx.services.deadLetters.batches(input))
