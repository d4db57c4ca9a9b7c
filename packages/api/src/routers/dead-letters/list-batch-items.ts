import { listBatchItemsSchema } from '../../input/dead-letter-input.ts'
import { procedure } from '../../trpc.ts'

export const listBatchItems = procedure
  .input(listBatchItemsSchema)
  .query(({ ctx, input }) => ctx.services.deadLetters.batchItems(input))
