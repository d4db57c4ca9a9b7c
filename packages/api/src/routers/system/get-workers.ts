import { procedure } from '../../trpc.ts'

export const getWorkers = procedure.query(({ ctx }) => ctx.services.system.workers())
