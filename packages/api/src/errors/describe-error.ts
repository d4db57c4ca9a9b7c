import { EngineError, type EngineErrorCode } from '@spane/engine'
import { OperationError, type OperationErrorCode } from '@spane/workflow'
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc'
import type { ApiErrorData } from '../contract.ts'
import { ApiError, type ApiErrorCode } from './api-error.ts'

const API_CODES = {
  WORKFLOW_NOT_FOUND: 'NOT_FOUND',
  TEMPLATE_NOT_FOUND: 'NOT_FOUND',
  WORKFLOW_IN_USE: 'CONFLICT',
  WORKFLOW_WITHOUT_TRIGGER: 'CONFLICT',
  FOLDER_NOT_FOUND: 'NOT_FOUND',
  FOLDER_EXISTS: 'CONFLICT',
  FOLDER_TOO_DEEP: 'CONFLICT',
  FOLDER_INSIDE_ITSELF: 'CONFLICT',
  TOO_MANY_FOLDERS: 'CONFLICT',
  TAG_NOT_FOUND: 'NOT_FOUND',
  TAG_EXISTS: 'CONFLICT',
  TOO_MANY_TAGS: 'CONFLICT',
  EXECUTION_NOT_FOUND: 'NOT_FOUND',
  NODE_NOT_FOUND: 'NOT_FOUND',
  DEAD_LETTER_NOT_FOUND: 'NOT_FOUND',
  ALERT_NOT_FOUND: 'NOT_FOUND',
  VERSION_NOT_FOUND: 'NOT_FOUND',
  TOO_MANY_ALERTS: 'CONFLICT',
  TRIGGER_NOT_FOUND: 'NOT_FOUND',
  DELIVERY_NOT_FOUND: 'NOT_FOUND',
  DELIVERY_WITHOUT_PAYLOAD: 'CONFLICT',
  STALE_REVISION: 'CONFLICT',
  EDIT_CONFLICT: 'CONFLICT',
  NOTHING_TO_REUSE: 'CONFLICT',
  BAD_INPUT: 'BAD_REQUEST',
  BAD_CURSOR: 'BAD_REQUEST',
  WORKFLOW_INVALID: 'UNPROCESSABLE_CONTENT',
  WORKFLOW_EMPTY: 'UNPROCESSABLE_CONTENT',
  DRAFT_UNREADABLE: 'UNPROCESSABLE_CONTENT',
} as const satisfies Record<ApiErrorCode, TRPC_ERROR_CODE_KEY>

const ENGINE_CODES = {
  BAD_INPUT: 'BAD_REQUEST',
  BAD_REQUEST: 'BAD_REQUEST',
  WORKFLOW_INVALID: 'UNPROCESSABLE_CONTENT',
  WORKFLOW_NOT_FOUND: 'NOT_FOUND',
  WORKFLOW_NOT_PUBLISHED: 'CONFLICT',
  VERSION_NOT_FOUND: 'NOT_FOUND',
  EXECUTION_NOT_FOUND: 'NOT_FOUND',
  EXECUTION_ENDED: 'CONFLICT',
  EXECUTION_CANCELLED: 'CONFLICT',
  EXECUTION_PAUSED: 'CONFLICT',
  EXECUTION_NOT_PAUSED: 'CONFLICT',
  NODE_NOT_FOUND: 'NOT_FOUND',
  NODE_NOT_STARTABLE: 'CONFLICT',
  MISSING_OUTPUT: 'CONFLICT',
  NODE_NOT_WAITING: 'CONFLICT',
  CIRCUIT_NOT_FOUND: 'NOT_FOUND',
  OVERLOADED: 'TOO_MANY_REQUESTS',
  DEAD_LETTER_NOT_FOUND: 'NOT_FOUND',
  CHILDREN_RAN: 'CONFLICT',
  DEAD_LETTER_NOT_OPEN: 'CONFLICT',
  DEAD_LETTER_NOT_DISCARDED: 'CONFLICT',
  DEAD_LETTER_OF_CHILD: 'CONFLICT',
  LETTER_BATCH_NOT_FOUND: 'NOT_FOUND',
  LETTER_BATCH_NOT_STOPPED: 'CONFLICT',
  LETTER_BATCH_ENDED: 'CONFLICT',
  INVALID_STATUS: 'BAD_REQUEST',
  INCOMPLETE_STORE: 'INTERNAL_SERVER_ERROR',
  STORE_UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  QUEUE_UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  UNAUTHORIZED: 'UNAUTHORIZED',
  PAYLOAD_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  UNSUPPORTED_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  ROUTE_NOT_FOUND: 'NOT_FOUND',
  ENGINE_CLOSED: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<EngineErrorCode, TRPC_ERROR_CODE_KEY>

const OPERATION_CODES = {
  NODE_NOT_FOUND: 'UNPROCESSABLE_CONTENT',
  NODE_EXISTS: 'UNPROCESSABLE_CONTENT',
  NODE_HAS_EDGES: 'UNPROCESSABLE_CONTENT',
  EDGE_NOT_FOUND: 'UNPROCESSABLE_CONTENT',
  EDGE_EXISTS: 'UNPROCESSABLE_CONTENT',
  DUPLICATE_EDGE: 'UNPROCESSABLE_CONTENT',
  NOTE_NOT_FOUND: 'UNPROCESSABLE_CONTENT',
  NOTE_EXISTS: 'UNPROCESSABLE_CONTENT',
  GROUP_NOT_FOUND: 'UNPROCESSABLE_CONTENT',
  GROUP_EXISTS: 'UNPROCESSABLE_CONTENT',
} as const satisfies Record<OperationErrorCode, TRPC_ERROR_CODE_KEY>

export interface DescribedError {
  trpcCode: TRPC_ERROR_CODE_KEY
  data: ApiErrorData
}

/** Translates an expected error for the client; undefined for everything that nobody foresaw. */
export function describeError(error: unknown): DescribedError | undefined {
  if (error instanceof ApiError) {
    const { revision, problems } = error
    const described = describe(API_CODES[error.code], error.code, error.message, error.field)
    if (revision !== undefined) described.data.revision = revision
    if (problems !== undefined) described.data.problems = problems
    return described
  }
  if (error instanceof EngineError) {
    const trpcCode = ENGINE_CODES[error.code]
    if (trpcCode === 'INTERNAL_SERVER_ERROR') return undefined
    return describe(trpcCode, error.code, error.message, error.field)
  }
  if (error instanceof OperationError) {
    return describe(OPERATION_CODES[error.code], error.code, error.message, `operations.${error.index}`)
  }
  return undefined
}

function describe(
  trpcCode: TRPC_ERROR_CODE_KEY,
  code: string,
  message: string,
  field: string | undefined,
): DescribedError {
  return { trpcCode, data: { problem: { code, message, ...(field === undefined ? {} : { field }) } } }
}
