import { type DLQItem, toDLQItem } from '../letter-commands.ts'
import type { WorkflowEngine } from '../workflow-engine.ts'
import { readCursor, writeCursor } from './page-cursor.ts'
import { parseRequest } from './parse-request.ts'
import { dlqQuerySchema } from './request-schemas.ts'

/** A page of dead letters, the newest failure first; open and retrying ones unless another status is asked for. */
export async function readDlqPage(
  engine: WorkflowEngine,
  rawQuery: Record<string, string>,
): Promise<{ items: DLQItem[]; nextCursor: string | null }> {
  const { limit, cursor, status, workflowId, fingerprint } = parseRequest(dlqQuerySchema, rawQuery, 'query')
  const before = cursor === undefined ? undefined : readCursor(cursor)
  const letters = await engine.store.listDeadLetters({
    workspaceId: engine.workspaceId,
    status: status ?? ['open', 'retrying'],
    limit: limit + 1,
    ...(workflowId !== undefined && { workflowId }),
    ...(fingerprint !== undefined && { fingerprint }),
    ...(before && { before: { failedAt: before.time, id: before.id } }),
  })
  const page = letters.slice(0, limit)
  const last = page.at(-1)
  const more = letters.length > limit && last
  const nextCursor = more ? writeCursor(last.failedAt, last.id) : null
  return { items: page.map(toDLQItem), nextCursor }
}
