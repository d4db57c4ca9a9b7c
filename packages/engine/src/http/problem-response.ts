import { EngineError } from '../engine-error.ts'
import type { Logger } from '../logger.ts'
import { ERROR_STATUS } from './error-status.ts'

/** RFC 9457, with the code, the field and the sentence that every error of this API has. */
interface ProblemDocument {
  type: 'about:blank'
  title: string
  status: number
  code: string
  detail: string
  field?: string
  problems?: unknown
}

/** Turns what a handler threw into problem+json. What nobody expected is logged and told without its inside. */
export function problemResponse(error: unknown, logger: Logger): Response {
  const document = toDocument(error, logger)
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' }
  if (document.status === 401) headers['www-authenticate'] = 'Bearer'
  if (document.status === 503) headers['retry-after'] = '1'
  if (error instanceof EngineError && error.retryAfter !== undefined) headers['retry-after'] = String(error.retryAfter)
  return new Response(JSON.stringify(document), { status: document.status, headers })
}

function toDocument(error: unknown, logger: Logger): ProblemDocument {
  if (error instanceof EngineError) {
    const status = ERROR_STATUS[error.code]
    return {
      type: 'about:blank',
      title: error.code,
      status,
      code: error.code,
      detail: error.message,
      ...(error.field !== undefined && { field: error.field }),
      ...(error.details !== undefined && { problems: error.details }),
    }
  }
  logger.error({ err: error instanceof Error ? (error.stack ?? error.message) : String(error) }, 'request failed')
  const unavailable = isConnectionError(error)
  return {
    type: 'about:blank',
    title: unavailable ? 'STORE_UNAVAILABLE' : 'INTERNAL_ERROR',
    status: unavailable ? 503 : 500,
    code: unavailable ? 'STORE_UNAVAILABLE' : 'INTERNAL_ERROR',
    detail: unavailable
      ? 'The store cannot be reached; try again'
      : 'Something went wrong on the server; its log says what',
  }
}

function isConnectionError(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  return /^(ECONN|EPIPE|ETIMEDOUT|57P0|08)/.test(code)
}
