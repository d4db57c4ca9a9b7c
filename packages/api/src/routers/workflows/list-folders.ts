import { procedure } from '../../trpc.ts'

export const listFolders = procedure.query(({ ctx }) => ctx.services.workflows.listFolders())
