import { listDeadLetterRows } from '@spane/db'
import type { DeadLetterSummary, Page } from '../../contract.ts'
import type { ListDeadLettersInput } from '../../input/dead-letter-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { decodeCursor, toPage } from '../shared/cursor.ts'
import { toDeadLetterSummary } from './dead-letter-summary.ts'

export async function listDeadLetters(
  { prisma, workspaceId, definitions }: ServiceContext,
  { cursor, limit, status, workflowId }: ListDeadLettersInput,
): Promise<Page<DeadLetterSummary>> {
  const after = decodeCursor(cursor, 'uuid')
  const rows = await listDeadLetterRows(prisma, {
    workspaceId,
    limit: limit + 1,
    ...(status === undefined ? {} : { statuses: [status].flat() }),
    ...(workflowId === undefined ? {} : { workflowId }),
    ...(after ? { after: { failedAt: after.at, id: after.id } } : {}),
  })
  const names = await definitions.nodeNames(
    workspaceId,
    rows.map((row) => row.versionId),
  )
  return toPage(
    rows,
    limit,
    (row) => ({ at: row.failedAt, id: row.id }),
    (row) => toDeadLetterSummary(row, names),
  )
}
