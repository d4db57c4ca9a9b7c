import { z } from 'zod'
import { EngineError } from '../engine-error.ts'
import type { DeadLetterFilter } from '../ports/dead-letter-store.ts'
import { type DLQItem, toDLQItem, type WorkflowEngine } from '../workflow-engine.ts'
import { dlqQuerySchema } from './request-schemas.ts'

const cursorSchema = z.tuple([z.number(), z.uuid()])

/** A page of dead letters, the newest failure first; open and retrying ones unless another status is asked for. */
export async function readDlqPage(
  engine: WorkflowEngine,
  rawQuery: Record<string, string>,
): Promise<{ items: DLQItem[]; nextCursor: string | null }> {
  const parsed = dlqQuerySchema.safeParse(rawQuery)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new EngineError('BAD_REQUEST', issue?.message ?? 'Bad query', { field: issue?.path.join('.') ?? 'query' })
  }
  const { limit, cursor, status, workflowId } = parsed.data
  const before = cursor === undefined ? undefined : parseCursor(cursor)
  const letters = await engine.store.listDeadLetters({
    workspaceId: engine.workspaceId,
    status: status ?? ['open', 'retrying'],
    limit: limit + 1,
    ...(workflowId !== undefined && { workflowId }),
    ...(before && { before }),
  })
  const page = letters.slice(0, limit)
  const last = page.at(-1)
  const more = letters.length > limit && last
  const nextCursor = more ? Buffer.from(JSON.stringify([last.failedAt, last.id])).toString('base64url') : null
  return { items: page.map(toDLQItem), nextCursor }
}

function parseCursor(cursor: string): NonNullable<DeadLetterFilter['before']> {
  try {
    const [failedAt, id] = cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    return { failedAt, id }
  } catch (error) {
    throw new EngineError('BAD_REQUEST', 'The cursor is not one that this API gave', { field: 'cursor', cause: error })
  }
}
