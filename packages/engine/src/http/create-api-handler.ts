import { createHash, timingSafeEqual } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { EngineError } from '../engine-error.ts'
import { type Logger, silentLogger } from '../logger.ts'
import { executionNotFound, workflowNotFound } from '../not-found.ts'
import type { WorkflowEngine } from '../workflow-engine.ts'
import { addLetterRoutes } from './letter-routes.ts'
import { readLogsPage } from './logs-page.ts'
import { createOpenApiDocument } from './openapi/create-openapi-document.ts'
import { parseRequest } from './parse-request.ts'
import { problemResponse } from './problem-response.ts'
import { readJsonBody } from './read-json-body.ts'
import { closeCircuitSchema, executeSchema, signalSchema } from './request-schemas.ts'
import { addRerunRoutes } from './rerun-routes.ts'

export interface ApiHandlerOptions {
  /** With a key every request needs `Authorization: Bearer <key>`; `/health` does not. */
  apiKey?: string
  /** For the OpenAPI document: what is served beside the API, as OpenAPI has it. */
  alsoPaths?: Record<string, Record<string, unknown>>
  /** Where the API is mounted. Default `/api`. */
  basePath?: string
  /** Default 16 MiB. */
  maxBodyBytes?: number
  /** Whether there is a draft of this workflow: starting one that was never published is answered with 409, not 404. */
  hasDraft?: (workflowId: string) => Promise<boolean>
  /** Takes secrets out of what is answered. */
  redact?: <T>(value: T) => T
  logger?: Logger
}

/**
 * The REST API as a fetch handler: mount it in Next, Node or Bun. Every error is problem+json with `code`, `detail` and,
 * where one is to blame, `field`.
 *
 * @example
 * ```ts
 * const handle = createApiHandler(engine)
 * const response = await handle(new Request('http://localhost/api/stats'))
 * ```
 */
export function createApiHandler(
  engine: WorkflowEngine,
  options: ApiHandlerOptions = {},
): (request: Request) => Promise<Response> {
  const app = createApiApp(engine, options)
  return async (request) => app.fetch(request)
}

/** The router behind {@link createApiHandler}. Every route of it is described in `openapi/api-operations.ts`. */
export function createApiApp(engine: WorkflowEngine, options: ApiHandlerOptions = {}): Hono {
  const logger = options.logger ?? silentLogger
  const basePath = options.basePath ?? '/api'
  const maxBytes = options.maxBodyBytes ?? 16 * 1024 * 1024
  const app = new Hono()
  /** Outputs and errors come from nodes, which may have read a secret. */
  const answer = (value: unknown) => Response.json(options.redact ? options.redact(value) : value)
  app.onError((error) => problemResponse(error, logger))
  app.notFound((context) =>
    problemResponse(
      new EngineError('ROUTE_NOT_FOUND', `There is no ${context.req.method} ${context.req.path} in this API`),
      logger,
    ),
  )

  app.get('/health', async (context) => {
    await engine.store.ping()
    await engine.getQueueStats()
    return context.json({ status: 'ok' })
  })

  const api = new Hono()
  if (options.apiKey !== undefined) {
    const expected = digest(options.apiKey)
    api.use(async (context, next) => {
      const given = /^Bearer (.+)$/i.exec(context.req.header('authorization') ?? '')?.[1] ?? ''
      if (!timingSafeEqual(digest(given), expected)) {
        throw new EngineError('UNAUTHORIZED', 'Send the API key as `Authorization: Bearer <key>`')
      }
      await next()
    })
  }

  const document = createOpenApiDocument({
    basePath,
    withKey: options.apiKey !== undefined,
    ...(options.alsoPaths && { alsoPaths: options.alsoPaths }),
  })
  api.get('/openapi.json', (context) => context.json(document))

  api.post('/workflows', async (context) => {
    const body = await readJsonBody(context.req.raw, maxBytes)
    if (body === undefined) throw new EngineError('BAD_REQUEST', 'Send a workflow definition', { field: 'body' })
    const version = await engine.publishWorkflow(body)
    return context.json({ id: version.workflowId, versionId: version.id, version: version.number }, 201)
  })

  api.get('/workflows/:id', async (context) => {
    const id = context.req.param('id')
    const version = await engine.currentVersion(id)
    if (!version) throw workflowNotFound(id)
    return context.json({ ...version.workflow, versionId: version.id, version: version.number })
  })

  api.post('/workflows/:id/execute', async (context) => {
    const body = parseRequest(executeSchema, (await readJsonBody(context.req.raw, maxBytes)) ?? {})
    const idempotencyKey = idempotencyKeyOf(context.req.header('idempotency-key'))
    const id = context.req.param('id')
    const start = engine.enqueueWorkflow(id, body.initialData ?? {}, {
      ...(idempotencyKey !== undefined && { idempotencyKey }),
      ...(body.entryNodeId !== undefined && { entryNodeId: body.entryNodeId }),
      traceparent: context.req.header('traceparent'),
      ...(body.priority !== undefined && { priority: body.priority }),
    })
    const executionId = await start.catch(async (error: unknown) => {
      const unknown = error instanceof EngineError && error.code === 'WORKFLOW_NOT_FOUND'
      throw unknown && (await options.hasDraft?.(id)) ? notPublished(id) : error
    })
    return context.json({ executionId }, 202)
  })

  api.get('/executions/:id', async (context) => {
    const id = context.req.param('id')
    await assertInWorkspace(engine, id)
    const execution = await engine.store.getExecution(id)
    if (!execution) throw executionNotFound(id)
    return answer(execution)
  })

  const readBody = (context: Context) => readJsonBody(context.req.raw, maxBytes)
  addRerunRoutes(api, engine, readBody)

  api.get('/executions/:id/logs', async (context) => {
    const id = context.req.param('id')
    await assertInWorkspace(engine, id)
    return answer(await readLogsPage(engine, id, context.req.query()))
  })

  const actions = {
    pause: (id: string) => engine.pauseWorkflow(id),
    resume: (id: string) => engine.resumeWorkflow(id),
    cancel: (id: string) => engine.cancelWorkflow(id),
  }
  for (const [name, act] of Object.entries(actions)) {
    api.post(`/executions/:id/${name}`, async (context) => {
      const id = context.req.param('id') as string
      await assertInWorkspace(engine, id)
      await act(id)
      const execution = await engine.store.readExecution(id)
      return context.json({ executionId: id, status: execution?.status })
    })
  }

  api.post('/executions/:id/nodes/:nodeId/signal', async (context) => {
    const id = context.req.param('id')
    const body = parseRequest(signalSchema, (await readJsonBody(context.req.raw, maxBytes)) ?? {})
    await assertInWorkspace(engine, id)
    await engine.signalNode(id, context.req.param('nodeId'), body.payload ?? null)
    return context.json({ executionId: id }, 202)
  })

  addLetterRoutes(api, engine, { readBody, answer })

  api.get('/limits', async () => answer({ items: await engine.listLimits() }))

  api.post('/limits/close-circuit', async (context) => {
    const { id } = parseRequest(closeCircuitSchema, (await readJsonBody(context.req.raw, maxBytes)) ?? {})
    await engine.closeCircuit(id)
    return context.json({ id })
  })

  api.get('/stats', async (context) => context.json(await engine.getQueueStats()))

  app.route(basePath, api)
  return app
}

function notPublished(workflowId: string): EngineError {
  const named = JSON.stringify(workflowId)
  return new EngineError(
    'WORKFLOW_NOT_PUBLISHED',
    `The workflow ${named} was never published: publish it in the editor, then start it`,
  )
}

/** An execution of another workspace is as unknown as one that does not exist. */
async function assertInWorkspace(engine: WorkflowEngine, executionId: string): Promise<void> {
  const execution = await engine.store.readExecution(executionId)
  if (execution?.workspaceId !== engine.workspaceId) throw executionNotFound(executionId)
}

function idempotencyKeyOf(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  if (header.length > 0 && header.length <= 255) return header
  throw new EngineError('BAD_REQUEST', 'An Idempotency-Key has 1 to 255 characters', { field: 'Idempotency-Key' })
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
