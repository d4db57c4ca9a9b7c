/** Codes of what the engine refuses. Each has one meaning and one HTTP status (see `http/error-status.ts`). */
export type EngineErrorCode =
  | 'BAD_INPUT'
  | 'BAD_REQUEST'
  | 'WORKFLOW_INVALID'
  | 'WORKFLOW_NOT_FOUND'
  | 'WORKFLOW_NOT_PUBLISHED'
  | 'VERSION_NOT_FOUND'
  | 'EXECUTION_NOT_FOUND'
  | 'EXECUTION_ENDED'
  | 'EXECUTION_CANCELLED'
  | 'EXECUTION_PAUSED'
  | 'EXECUTION_NOT_PAUSED'
  | 'NODE_NOT_FOUND'
  | 'NODE_NOT_STARTABLE'
  | 'MISSING_OUTPUT'
  | 'NODE_NOT_WAITING'
  | 'CIRCUIT_NOT_FOUND'
  | 'OVERLOADED'
  | 'DEAD_LETTER_NOT_FOUND'
  | 'CHILDREN_RAN'
  | 'DEAD_LETTER_NOT_OPEN'
  | 'DEAD_LETTER_NOT_DISCARDED'
  | 'DEAD_LETTER_OF_CHILD'
  | 'LETTER_BATCH_NOT_FOUND'
  | 'LETTER_BATCH_NOT_STOPPED'
  | 'LETTER_BATCH_ENDED'
  | 'INVALID_STATUS'
  | 'INCOMPLETE_STORE'
  | 'STORE_UNAVAILABLE'
  | 'QUEUE_UNAVAILABLE'
  | 'UNAUTHORIZED'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'ROUTE_NOT_FOUND'
  | 'ENGINE_CLOSED'

/** A request that the engine refuses, with a sentence for a person. */
export class EngineError extends Error {
  readonly code: EngineErrorCode
  /** The part of the request that is wrong, e.g. `nodes.3.config.url`. */
  readonly field: string | undefined
  /** More for a program, e.g. the problems of a workflow. JSON. */
  readonly details: unknown
  /** Seconds after which the same request may succeed. */
  readonly retryAfter: number | undefined
  constructor(
    code: EngineErrorCode,
    message: string,
    options: { field?: string; details?: unknown; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'EngineError'
    this.code = code
    this.field = options.field
    this.details = options.details
    this.retryAfter = options.retryAfter
  }
}
