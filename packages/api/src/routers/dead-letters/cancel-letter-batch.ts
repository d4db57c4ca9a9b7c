import { letterBatchIdSchema } from '../../input/dead-letter-input.ts'
import { procedure } from '../../trpc.ts'

export const cancelLetterBatch = procedure
  .input(letterBatchIdSchema)
  .mutation(({ ctx, input }) => ctx.services.deadLetters.cancelBatch(input))
