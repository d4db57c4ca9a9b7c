import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ApiServices, appRouter } from '@spane/api'
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http'
import type { WebLogger } from './logger.ts'

export const TRPC_PREFIX = '/api/trpc/'
/** An input of 16 MiB is quoted once more inside the body, and operations carry pasted configs. */
const MAX_BODY_BYTES = 40 * 1024 * 1024

/** Serves tRPC below `/api/trpc/`. */
export function createTrpcHandler(services: ApiServices, logger: WebLogger) {
  return (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomUUID()
    response.setHeader('x-request-id', requestId)
    return nodeHTTPRequestHandler({
      router: appRouter,
      req: request,
      res: response,
      path: (request.url?.split('?', 1)[0] ?? '').slice(TRPC_PREFIX.length),
      maxBodySize: MAX_BODY_BYTES,
      responseMeta: () => ({ headers: new Headers({ 'cache-control': 'no-store' }) }),
      createContext: () => ({
        requestId,
        services,
        logError: (error, details) => logger.error({ err: error, ...details }, 'A procedure failed'),
      }),
    })
  }
}
