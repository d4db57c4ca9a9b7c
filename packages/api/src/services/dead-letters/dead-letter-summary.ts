import { type DeadLetterListRow, findDeadLetterRow } from '@spane/db'
import type { DeadLetterSummary } from '../../contract.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { ServiceContext } from '../service-context.ts'
import type { NodeNames } from '../shared/definition-cache.ts'

export function toDeadLetterSummary(
  row: DeadLetterListRow,
  namesOfVersions: ReadonlyMap<string, NodeNames>,
): DeadLetterSummary {
  const { versionId, createdAt, failedAt, ...rest } = row
  const node = namesOfVersions.get(versionId)?.get(row.nodeId)
  return {
    ...rest,
    nodeName: node?.name ?? row.nodeId,
    nodeType: node?.type ?? 'unknown',
    createdAt: createdAt.toISOString(),
    failedAt: failedAt.toISOString(),
  }
}

/** The row of a dead letter of this workspace. @throws ApiError `DEAD_LETTER_NOT_FOUND` */
export async function requireDeadLetter(
  { prisma, workspaceId }: ServiceContext,
  id: string,
): Promise<DeadLetterListRow> {
  const row = await findDeadLetterRow(prisma, workspaceId, id)
  if (!row) throw new ApiError('DEAD_LETTER_NOT_FOUND', 'There is no such dead letter; it may have been cleared away.')
  return row
}
