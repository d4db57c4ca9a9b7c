import { listBatchItemsSchema } from '../../input/dead-letter-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const listBatchItems = procedure
  .input(worded(listBatchItemsSchema))
  .query(({ ctx, input }) => ctx.services.deadLetters.batchItems(input))
