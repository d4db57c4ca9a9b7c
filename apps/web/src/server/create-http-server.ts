import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { EVENT_PREFIX, HOOK_PREFIX, HOOK_TEST_PREFIX, RESUME_PREFIX } from '@spane/triggers'
import type { HealthChecks } from './health.ts'
import { checkHealth } from './health.ts'
import { checkHost, checkRequest, type GuardPolicy, refuseUpgrade, sendProblem, sendRefusal } from './request-guard.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<unknown> | unknown

export interface HttpServerOptions {
  policy: GuardPolicy
  health: HealthChecks
  /** `/api/…`, except `/api/trpc/…` and `/api/events/…`. */
  rest: Handler
  /** `/api/trpc/…` */
  trpc: Handler
  /** `/metrics` */
  metrics: Handler
  /** `/hooks/…` and `/hooks-test/…`, which other sites may send. */
  hooks: Handler
  /** `/resume/…`, which people open from their mail and other programs send answers to. */
  resume: Handler
  /** `/api/events/…` */
  events: Handler
  /** Everything else. */
  pages: Handler
  logger: { error: (details: object, message: string) => void }
}

/** The web process's HTTP server: one guard before everything, then who answers which path. */
export function createHttpServer(options: HttpServerOptions): Server {
  const server = createServer(async (request, response) => {
    response.setHeader('x-content-type-options', 'nosniff')
    response.setHeader('cross-origin-resource-policy', 'same-origin')
    const guard = isHook(request) || isResume(request) ? checkHost : checkRequest
    const refused = guard(request, options.policy)
    if (refused) return sendRefusal(response, refused)
    try {
      await route(request, response, options)
    } catch (error) {
      options.logger.error({ err: error, method: request.method }, 'A request failed')
      if (response.headersSent) response.destroy()
      else sendProblem(response, 500, 'INTERNAL', 'Something went wrong on the server')
    }
  })
  // The first listener of all: whoever serves the upgrade finds a connection that has ended.
  server.on('upgrade', (request, socket) => {
    const refused = checkRequest(request, options.policy, true)
    if (refused) refuseUpgrade(socket, refused)
  })
  return server
}

function route(request: IncomingMessage, response: ServerResponse, options: HttpServerOptions): unknown {
  if (isHook(request)) return options.hooks(request, response)
  if (isResume(request)) return options.resume(request, response)
  const path = pathOf(request)
  if (path === '/health') return sendHealth(request, response, options.health)
  if (path === '/metrics') return options.metrics(request, response)
  if (path.startsWith('/api/trpc/')) return options.trpc(request, response)
  if (path.startsWith(EVENT_PREFIX)) return options.events(request, response)
  if (path === '/api' || path.startsWith('/api/')) return options.rest(request, response)
  return options.pages(request, response)
}

/** Decided by the path as it was sent, once: what the guard lets through as a webhook is served as one. */
function isHook(request: IncomingMessage): boolean {
  const path = pathOf(request)
  return path.startsWith(HOOK_PREFIX) || path.startsWith(HOOK_TEST_PREFIX)
}

/** Whoever has the link may use it: it is signed, and says what it is for. */
function isResume(request: IncomingMessage): boolean {
  return pathOf(request).startsWith(RESUME_PREFIX)
}

function pathOf(request: IncomingMessage): string {
  return request.url?.split('?', 1)[0] ?? '/'
}

async function sendHealth(request: IncomingMessage, response: ServerResponse, checks: HealthChecks): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD')
    return sendProblem(response, 405, 'METHOD_NOT_ALLOWED', 'Health is read with GET')
  }
  const health = await checkHealth(checks)
  response.writeHead(health.status === 'ok' ? 200 : 503, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
  })
  response.end(JSON.stringify(health))
}
