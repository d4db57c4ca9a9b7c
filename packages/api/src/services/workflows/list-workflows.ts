import { listWorkflowRows, readWorkflowStorage, type WorkflowStorageRow } from '@spane/db'
import type { Page, WorkflowSummary } from '../../contract.ts'
import type { ListWorkflowsInput } from '../../input/workflow-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { decodeCursor, toPage } from '../shared/cursor.ts'

export async function listWorkflows(
  { prisma, workspaceId }: ServiceContext,
  { cursor, limit, search }: ListWorkflowsInput,
): Promise<Page<WorkflowSummary>> {
  const after = decodeCursor(cursor, 'name')
  const rows = await listWorkflowRows(prisma, {
    workspaceId,
    limit: limit + 1,
    ...(search ? { search } : {}),
    ...(after ? { after: { updatedAt: after.at, id: after.id } } : {}),
  })
  const storage = await readWorkflowStorage(
    prisma,
    workspaceId,
    rows.map((row) => row.id),
  )
  return toPage(
    rows,
    limit,
    (row) => ({ at: row.updatedAt, id: row.id }),
    ({ last, ...row }) => ({
      ...row,
      storage: toStorage(storage.get(row.id)),
      updatedAt: row.updatedAt.toISOString(),
      lastExecution: last && {
        ...last,
        workflowId: row.id,
        workflowName: row.name,
        createdAt: last.createdAt.toISOString(),
        startedAt: last.startedAt?.toISOString() ?? null,
        endedAt: last.endedAt?.toISOString() ?? null,
      },
    }),
  )
}

function toStorage(row: WorkflowStorageRow | undefined): WorkflowSummary['storage'] {
  if (!row) return null
  return { executions: row.executions, bytes: row.bytes, measuredAt: row.measuredAt.toISOString() }
}
