import { listLetterGroupsSchema } from '../../input/dead-letter-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const listLetterGroups = procedure
  .input(worded(listLetterGroupsSchema))
  .query(({ ctx, input }) => ctx.services.deadLetters.groups(input))
