import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc'
import { z } from 'zod'
import type { ApiErrorData } from '../contract.ts'
import { ApiError, type ApiErrorCode } from './api-error.ts'

const TRPC_CODES = {
  WORKFLOW_NOT_FOUND: 'NOT_FOUND',
  EXECUTION_NOT_FOUND: 'NOT_FOUND',
  NODE_NOT_FOUND: 'NOT_FOUND',
  DEAD_LETTER_NOT_FOUND: 'NOT_FOUND',
  STALE_REVISION: 'CONFLICT',
  BAD_INPUT: 'BAD_REQUEST',
  BAD_CURSOR: 'BAD_REQUEST',
  WORKFLOW_INVALID: 'UNPROCESSABLE_CONTENT',
  WORKFLOW_EMPTY: 'UNPROCESSABLE_CONTENT',
  DRAFT_UNREADABLE: 'UNPROCESSABLE_CONTENT',
} as const satisfies Record<ApiErrorCode, TRPC_ERROR_CODE_KEY>

export interface DescribedError {
  trpcCode: TRPC_ERROR_CODE_KEY
  data: ApiErrorData
}

/** Translates an expected error for the client; undefined for everything that nobody foresaw. */
export function describeError(error: unknown): DescribedError | undefined {
  if (error instanceof ApiError) {
    const { code, message, field, revision, problems } = error
    return {
      trpcCode: TRPC_CODES[code],
      data: {
        problem: { code, message, ...(field === undefined ? {} : { field }) },
        ...(revision === undefined ? {} : { revision }),
        ...(problems === undefined ? {} : { problems }),
      },
    }
  }
  if (error instanceof z.ZodError) return describeZodError(error)
  return undefined
}

function describeZodError(error: z.ZodError): DescribedError {
  const issue = error.issues[0]
  const field = issue?.path.map(String).join('.')
  return {
    trpcCode: 'BAD_REQUEST',
    data: {
      problem: { code: 'BAD_INPUT', message: issue?.message ?? 'The input is not valid', ...(field ? { field } : {}) },
    },
  }
}
