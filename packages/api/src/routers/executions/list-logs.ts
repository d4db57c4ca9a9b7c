import { listLogsSchema } from '../../input/execution-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const listLogs = procedure
  .input(worded(listLogsSchema))
  .query(({ ctx, input }) => ctx.services.executions.logs(input))
