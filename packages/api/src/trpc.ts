import { initTRPC, TRPCError } from '@trpc/server'
import type { ApiContext } from './api-context.ts'
import type { ApiErrorData } from './contract.ts'
import { describeError } from './errors/describe-error.ts'

const INTERNAL_MESSAGE = 'Something went wrong on the server. The log says more under the request id.'

const trpc = initTRPC.context<ApiContext>().create({
  // A stack is for the log, never for the client.
  isDev: false,
  errorFormatter({ shape, error, ctx }) {
    const described = describeError(error.cause)
    if (described)
      return { ...shape, message: described.data.problem.message, data: { ...shape.data, ...described.data } }
    const internal = error.code === 'INTERNAL_SERVER_ERROR'
    const problem = {
      code: internal ? 'INTERNAL' : error.code,
      message: internal ? INTERNAL_MESSAGE : error.message,
      ...(internal && ctx ? { requestId: ctx.requestId } : {}),
    }
    const data: typeof shape.data & ApiErrorData = { ...shape.data, problem }
    return { ...shape, message: problem.message, data }
  },
})

export const router = trpc.router

/** The base of every procedure: the one place where errors of the use cases become errors of tRPC. */
export const procedure = trpc.procedure.use(async ({ ctx, path, next }) => {
  const result = await next()
  if (result.ok) return result
  const cause = result.error.cause ?? result.error
  const described = describeError(cause)
  if (described) throw new TRPCError({ code: described.trpcCode, message: described.data.problem.message, cause })
  if (result.error.code === 'INTERNAL_SERVER_ERROR') ctx.logError(cause, { requestId: ctx.requestId, path })
  throw result.error
})
