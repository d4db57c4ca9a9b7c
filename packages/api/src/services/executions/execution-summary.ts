import { type ExecutionListRow, findExecutionRow } from '@spane/db'
import { executionOriginSchema } from '@spane/realtime'
import type { ExecutionListItem } from '../../contract.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { ServiceContext } from '../service-context.ts'

export function toExecutionListItem(row: ExecutionListRow): ExecutionListItem {
  const { parentExecutionId: executionId, parentNodeId: nodeId, itemIndex: index } = row
  return {
    id: row.id,
    workflowId: row.workflowId,
    workflowName: row.workflowName,
    versionId: row.versionId,
    versionNumber: row.versionNumber,
    status: row.status,
    heldKey: row.held ? (row.concurrencyKey ?? '') : null,
    cancelReason: row.reason,
    priority: row.priority,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    origin: readOrigin(row.origin),
    parent: executionId !== null && nodeId !== null && index !== null ? { executionId, nodeId, index } : null,
  }
}

/** Also of a row that an older or newer version of the product wrote. */
function readOrigin(text: string | null): ExecutionListItem['origin'] {
  const parsed = text === null ? undefined : executionOriginSchema.safeParse(JSON.parse(text))
  return parsed?.success ? parsed.data : null
}

/** The row of an execution of this workspace. @throws ApiError `EXECUTION_NOT_FOUND` */
export async function requireExecution({ prisma, workspaceId }: ServiceContext, id: string): Promise<ExecutionListRow> {
  const row = await findExecutionRow(prisma, workspaceId, id)
  if (!row) throw new ApiError('EXECUTION_NOT_FOUND', 'There is no such execution; it may have been cleared away.')
  return row
}
