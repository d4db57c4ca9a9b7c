import { listLogsSchema } from '../../input/execution-input.ts'
import { procedure } from '../../trpc.ts'

export const listLogs = procedure.input(listLogsSchema).query(({ ctx, input }) => ctx.services.executions.logs(input))
