import type { LogKey } from '@spane/engine'
import { z } from 'zod'
import type { LogLevel, LogLinePage } from '../../contract.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { ListLogsInput } from '../../input/execution-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { requireExecution } from './execution-summary.ts'

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error']

/** What the nodes of an execution, or one of them, wrote to their logs. */
export async function listLogs(
  context: ServiceContext,
  { executionId, nodeId, level, text, until, cursor, limit }: ListLogsInput,
): Promise<LogLinePage> {
  await requireExecution(context, executionId)
  const before = decodeLogCursor(cursor)
  const { lines, next } = await context.engine.store.readLogs({
    executionId,
    limit,
    ...(nodeId !== undefined && { nodeId }),
    ...(level !== undefined && level !== 'debug' && { levels: LEVELS.slice(LEVELS.indexOf(level)) }),
    ...(text && { text }),
    ...(until !== undefined && { until: Date.parse(until) }),
    ...(before && { before }),
  })
  return {
    // Redacted once more: this process may know of secrets that the worker of then did not.
    items: lines.map(({ line: _, at, message, fields, ...row }) => ({
      ...row,
      at: new Date(at).toISOString(),
      message: context.redact(message),
      fields: fields === null ? null : context.redact(fields),
    })),
    nextCursor: next && Buffer.from(JSON.stringify([next.id, next.start, next.line])).toString('base64url'),
  }
}

const count = z.number().int().nonnegative().max(2_147_483_647)
const cursorSchema = z.tuple([z.string().regex(/^\d{1,18}$/), count, count])

function decodeLogCursor(text: string | null | undefined): LogKey | undefined {
  if (text === null || text === undefined) return undefined
  try {
    const [id, start, line] = cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return { id, start, line }
  } catch (cause) {
    throw new ApiError('BAD_CURSOR', 'This place in the log is not known: load it again.', { field: 'cursor', cause })
  }
}
