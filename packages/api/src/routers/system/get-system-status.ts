import { procedure } from '../../trpc.ts'

export const getSystemStatus = procedure.query(({ ctx }) => ctx.services.system.status())
