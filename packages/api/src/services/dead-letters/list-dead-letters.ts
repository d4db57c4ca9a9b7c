import { findDeadLetterRows } from '@spane/db'
import type { DeadLetterSummary, Page } from '../../contract.ts'
import type { ListDeadLettersInput } from '../../input/dead-letter-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { decodeCursor, toPage } from '../shared/cursor.ts'
import { toDeadLetterSummary } from './dead-letter-summary.ts'

/** The latest failure first. */
export async function listDeadLetters(
  { engine, prisma, workspaceId, definitions }: ServiceContext,
  { cursor, limit, status, workflowId, fingerprint, since }: ListDeadLettersInput,
): Promise<Page<DeadLetterSummary>> {
  const after = decodeCursor(cursor, 'uuid')
  const letters = await engine.store.listDeadLetters({
    workspaceId,
    limit: limit + 1,
    ...(status !== undefined && { status }),
    ...(workflowId !== undefined && { workflowId }),
    ...(fingerprint !== undefined && { fingerprint }),
    ...(since !== undefined && { since: Date.parse(since) }),
    ...(after && { before: { failedAt: after.at.getTime(), id: after.id } }),
  })
  const rows = await findDeadLetterRows(
    prisma,
    workspaceId,
    letters.map((letter) => letter.id),
  )
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
