import type { LogLevel } from '@spane/node-sdk'
import { z } from 'zod'
import { EngineError } from '../engine-error.ts'
import type { LogKey } from '../ports/node-logs.ts'
import type { WorkflowEngine } from '../workflow-engine.ts'
import { parseRequest } from './parse-request.ts'
import { logsQuerySchema } from './request-schemas.ts'

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error']
const count = z.int().nonnegative().max(2_147_483_647)
const cursorSchema = z.tuple([z.string().regex(/^\d{1,18}$/), count, count])

/** A page of what the nodes of an execution logged, the newest line first. Fields come as JSON. */
export async function readLogsPage(engine: WorkflowEngine, executionId: string, rawQuery: Record<string, string>) {
  const { limit, cursor, nodeId, level, text } = parseRequest(logsQuerySchema, rawQuery, 'query')
  const { lines, next } = await engine.store.readLogs({
    executionId,
    limit,
    ...(nodeId !== undefined && { nodeId }),
    ...(level !== undefined && { levels: LEVELS.slice(LEVELS.indexOf(level)) }),
    ...(text && { text }),
    ...(cursor !== undefined && { before: parseCursor(cursor) }),
  })
  return {
    items: lines.map(({ nodeId, start, at, level, message, fields }) => ({
      nodeId,
      start,
      at: new Date(at).toISOString(),
      level,
      message,
      ...(fields !== null && { fields: JSON.parse(fields) as unknown }),
    })),
    nextCursor: next && Buffer.from(JSON.stringify([next.id, next.start, next.line])).toString('base64url'),
  }
}

function parseCursor(cursor: string): LogKey {
  try {
    const [id, start, line] = cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    return { id, start, line }
  } catch (error) {
    throw new EngineError(
      'BAD_REQUEST',
      'The cursor is not one that this API gave: leave it out to begin with the first page',
      { field: 'cursor', cause: error },
    )
  }
}
