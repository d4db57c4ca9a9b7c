import { listExecutionRows } from '@spane/db'
import type { ExecutionListItem, Page } from '../../contract.ts'
import type { ListExecutionsInput } from '../../input/execution-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { decodeCursor, toPage } from '../shared/cursor.ts'
import { toExecutionListItem } from './execution-summary.ts'

export async function listExecutions(
  { prisma, workspaceId }: ServiceContext,
  { cursor, limit, status, workflowId, children }: ListExecutionsInput,
): Promise<Page<ExecutionListItem>> {
  const after = decodeCursor(cursor, 'uuid')
  const rows = await listExecutionRows(prisma, {
    workspaceId,
    limit: limit + 1,
    children,
    ...(status === undefined ? {} : { statuses: [status].flat() }),
    ...(workflowId === undefined ? {} : { workflowId }),
    ...(after ? { after: { createdAt: after.at, id: after.id } } : {}),
  })
  return toPage(rows, limit, (row) => ({ at: row.createdAt, id: row.id }), toExecutionListItem)
}
