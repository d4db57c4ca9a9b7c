import type { Problem } from '@spane/workflow'

/** Why the API refuses a request. */
export type ApiErrorCode =
  | 'WORKFLOW_NOT_FOUND'
  | 'TEMPLATE_NOT_FOUND'
  | 'WORKFLOW_IN_USE'
  | 'WORKFLOW_WITHOUT_TRIGGER'
  | 'FOLDER_NOT_FOUND'
  | 'FOLDER_EXISTS'
  | 'FOLDER_TOO_DEEP'
  | 'FOLDER_INSIDE_ITSELF'
  | 'TOO_MANY_FOLDERS'
  | 'TAG_NOT_FOUND'
  | 'TAG_EXISTS'
  | 'TOO_MANY_TAGS'
  | 'EXECUTION_NOT_FOUND'
  | 'NODE_NOT_FOUND'
  | 'DEAD_LETTER_NOT_FOUND'
  | 'ALERT_NOT_FOUND'
  | 'VERSION_NOT_FOUND'
  | 'TOO_MANY_ALERTS'
  | 'TRIGGER_NOT_FOUND'
  | 'DELIVERY_NOT_FOUND'
  | 'DELIVERY_WITHOUT_PAYLOAD'
  | 'STALE_REVISION'
  | 'EDIT_CONFLICT'
  | 'NOTHING_TO_REUSE'
  | 'BAD_INPUT'
  | 'BAD_CURSOR'
  | 'WORKFLOW_INVALID'
  | 'WORKFLOW_EMPTY'
  | 'DRAFT_UNREADABLE'

export interface ApiErrorOptions {
  /** The input field that is wrong. */
  field?: string
  /** With `STALE_REVISION` and `EDIT_CONFLICT`: the revision that is current. */
  revision?: number
  /** With `WORKFLOW_INVALID`: everything that is wrong. */
  problems?: Problem[]
  cause?: unknown
}

/** An expected refusal, with a sentence for a person. */
export class ApiError extends Error {
  readonly code: ApiErrorCode
  readonly field: string | undefined
  readonly revision: number | undefined
  readonly problems: Problem[] | undefined
  constructor(code: ApiErrorCode, message: string, options: ApiErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.name = 'ApiError'
    this.code = code
    this.field = options.field
    this.revision = options.revision
    this.problems = options.problems
  }
}
