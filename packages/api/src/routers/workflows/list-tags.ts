import { procedure } from '../../trpc.ts'

export const listTags = procedure.query(({ ctx }) => ctx.services.workflows.listTags())
