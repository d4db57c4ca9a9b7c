/** Why a request to a webhook is refused. */
export type HookErrorCode =
  | 'HOOK_NOT_FOUND'
  | 'HOOK_PAUSED'
  | 'METHOD_NOT_ALLOWED'
  | 'UNAUTHORIZED'
  | 'SECRET_NOT_SET'
  | 'REPLAYED'
  | 'DRAFT_INVALID'
  | 'BAD_BODY'
  | 'BAD_MULTIPART'
  | 'FILE_TOO_LARGE'
  | 'FIELD_TOO_LARGE'
  | 'TOO_MANY_PARTS'
  | 'BAD_IDEMPOTENCY_KEY'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'OVERLOADED'
  | 'UNAVAILABLE'

export const HOOK_STATUS = {
  HOOK_NOT_FOUND: 404,
  HOOK_PAUSED: 404,
  METHOD_NOT_ALLOWED: 405,
  UNAUTHORIZED: 401,
  SECRET_NOT_SET: 503,
  REPLAYED: 409,
  DRAFT_INVALID: 422,
  BAD_BODY: 400,
  BAD_MULTIPART: 400,
  FILE_TOO_LARGE: 413,
  FIELD_TOO_LARGE: 413,
  TOO_MANY_PARTS: 413,
  BAD_IDEMPOTENCY_KEY: 400,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  OVERLOADED: 429,
  UNAVAILABLE: 503,
} as const satisfies Record<HookErrorCode, number>

/** A refusal, with a sentence for the sender. */
export class HookError extends Error {
  readonly code: HookErrorCode
  readonly headers: Record<string, string>
  constructor(code: HookErrorCode, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.name = 'HookError'
    this.code = code
    this.headers = headers
  }
}
