import { listLetterBatchesSchema } from '../../input/dead-letter-input.ts'
import { procedure } from '../../trpc.ts'

export const listLetterBatches = procedure
  .input(listLetterBatchesSchema)
  .query(({ ctx, input }) => ctx.services.deadLetters.batches(input))
