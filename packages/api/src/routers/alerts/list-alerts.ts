import { procedure } from '../../trpc.ts'

export const listAlerts = procedure.query(({ ctx }) => ctx.services.alerts.list())
