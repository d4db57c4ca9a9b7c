import { listLetterGroupsSchema } from '../../input/dead-letter-input.ts'
import { procedure } from '../../trpc.ts'

export const listLetterGroups = procedure
  .input(listLetterGroupsSchema)
  .query(({ ctx, input }) => ctx.services.deadLetters.groups(input))
