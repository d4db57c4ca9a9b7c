import type { ApiErrorData, ApiProblem } from '@spane/api'
import { TRPCClientError } from '@trpc/client'

const UNREACHABLE: ApiProblem = {
  code: 'UNREACHABLE',
  message: 'The server cannot be reached. Check that SPANE is running, then try again.',
}

/** What the server said about a failed request; `UNREACHABLE` when it said nothing. */
export function readProblem(error: unknown): ApiProblem {
  const problem = readErrorData(error)?.problem ?? UNREACHABLE
  return problem.requestId ? { ...problem, message: `${problem.message} (${problem.requestId})` } : problem
}

/** Everything that came with the error; undefined when no answer of the API arrived. */
export function readErrorData(error: unknown): ApiErrorData | undefined {
  if (!(error instanceof TRPCClientError)) return undefined
  const data = error.data as Partial<ApiErrorData> | null | undefined
  if (data?.problem) return data as ApiErrorData
  if (!data) return undefined
  return { problem: { code: 'INTERNAL', message: error.message } }
}

/** Whether no answer of the API arrived at all. */
export function isUnreachable(error: unknown): boolean {
  return readErrorData(error) === undefined
}

/** Whether trying the same request again can help: nothing or only a server's fault came back. */
export function isTransient(error: unknown): boolean {
  const data = error instanceof TRPCClientError ? (error.data as { httpStatus?: number } | null | undefined) : undefined
  if (!data) return true
  return data.httpStatus === undefined || data.httpStatus >= 500 || data.httpStatus === 429
}
