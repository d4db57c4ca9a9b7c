import { procedure } from '../../trpc.ts'

export const listNodeTypes = procedure.query(({ ctx }) => ctx.services.system.nodeTypes())
