import { createHash } from 'node:crypto'
import { EngineError, type WorkflowEngine } from '@spane/engine'
import type { WebhookTriggerConfig } from '@spane/nodes/triggers'
import type { TriggerContext } from '../trigger-context.ts'
import { accepted, problemAnswer, refusalAnswer } from './answer.ts'
import { answerByExecution } from './answer-by-execution.ts'
import { DeliveryRecorder } from './delivery-recorder.ts'
import { EndWaiter } from './end-waiter.ts'
import { HookError } from './hook-error.ts'
import { type CutDraft, findTarget } from './hook-target.ts'
import { parseBody, readBody, toRecord } from './read-body.ts'
import { ReplayGuard } from './replay-guard.ts'
import { verifyRequest } from './verify-request.ts'

export interface HookHandlerOptions extends TriggerContext {
  engine: Pick<WorkflowEngine, 'startVersion' | 'store' | 'bus'>
  /** Values by name. */
  secrets: Readonly<Record<string, string>>
  /** Takes secrets out of what goes out. */
  redact?: (text: string) => string
  /** Default 8 MiB. */
  maxBodyBytes?: number
  /** Absent: there are no test calls. */
  cutDraft?: CutDraft
}

export interface HookHandler {
  handle(request: Request): Promise<Response>
  /** Answers those who wait for an end with the address of the status, and writes what was received. */
  close(): Promise<void>
}

/** Headers that prove who somebody is are none of a workflow's business. */
const PRIVATE_HEADERS = new Set(['authorization', 'proxy-authorization', 'cookie'])
const MAX_BODY_BYTES = 8 * 1024 * 1024

/**
 * Serves the webhooks of published workflows, and those of drafts whose editor listens, as a fetch handler. When it answers
 * with an `executionId`, the execution is durable.
 */
export function createHookHandler(options: HookHandlerOptions): HookHandler {
  const { pool, engine, logger, now, redact = (text: string) => text } = options
  const logError = (error: unknown) => logger.error({ err: error }, 'Webhooks could not ask the database')
  const recorder = new DeliveryRecorder(pool, now, logError)
  const waiter = new EndWaiter(pool, engine.bus, logError)
  const replays = new ReplayGuard()

  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url)
    const target = await findTarget(options, request.method, url.pathname)
    const { config, triggerId } = target
    try {
      const { input, key } = await readRequest(request, url, config)
      const { executionId } = await engine.startVersion({
        ...(await target.version()),
        input,
        origin: target.origin,
        traceparent: request.headers.get('traceparent') ?? undefined,
        // A test is a new one each time: who repeats it wants to see it run.
        ...(key !== undefined && triggerId !== null && { idempotencyKey: `hook:${triggerId}:${key}` }),
      })
      if (triggerId !== null) recorder.started(triggerId, executionId, key)
      await target.started(executionId)
      return config.respond === 'at-once'
        ? accepted(executionId)
        : await answerByExecution({ store: engine.store, waiter, redact }, executionId, config, request.signal)
    } catch (error) {
      const refusal = toHookError(error)
      if (refusal && triggerId !== null) recorder.refused(triggerId, refusal.message)
      throw refusal ?? error
    }
  }

  const readRequest = async (request: Request, url: URL, config: WebhookTriggerConfig) => {
    const body = await readBody(request, options.maxBodyBytes ?? MAX_BODY_BYTES)
    const { signature } = verifyRequest(
      config,
      { headers: request.headers, body },
      { secrets: options.secrets, now: now() },
    )
    const key = keyOf(request.headers, config, signature)
    if (signature !== undefined && key !== undefined && replays.isReplay(signature, key)) {
      throw new HookError('REPLAYED', 'This request came before, with another Idempotency-Key.')
    }
    const headers = [...request.headers].filter(([name]) => !PRIVATE_HEADERS.has(name))
    const input = {
      method: request.method,
      path: url.pathname,
      headers: toRecord(headers),
      query: toRecord(url.searchParams),
      body: parseBody(body, request.headers.get('content-type')),
    }
    return { input, key }
  }

  return {
    async handle(request) {
      try {
        return await answer(request)
      } catch (error) {
        const refusal = toHookError(error)
        if (refusal) return refusalAnswer(refusal)
        logger.error({ err: error }, 'A webhook could not be served')
        const message = 'This cannot be done right now; send the request again.'
        return problemAnswer(503, { code: 'UNAVAILABLE', message }, { 'retry-after': '5' })
      }
    },
    async close() {
      waiter.close()
      await recorder.flush()
    },
  }
}

/**
 * What names the request, so that the same again starts nothing: the sender's key, what GitHub calls a delivery, or a
 * signature that holds a time.
 */
function keyOf(headers: Headers, config: WebhookTriggerConfig, signature: string | undefined): string | undefined {
  const given =
    headers.get('idempotency-key') ?? (config.auth === 'hmac-github' ? headers.get('x-github-delivery') : null)
  if (given === null) return signature
  if (given.length < 1 || given.length > 255) {
    throw new HookError('BAD_IDEMPOTENCY_KEY', 'An Idempotency-Key has 1 to 255 characters.')
  }
  return createHash('sha256').update(given).digest('hex')
}

function toHookError(error: unknown): HookError | undefined {
  if (error instanceof HookError) return error
  if (error instanceof EngineError && error.code === 'BAD_INPUT') return new HookError('BAD_BODY', error.message)
  if (error instanceof EngineError && error.code === 'OVERLOADED') {
    return new HookError('OVERLOADED', error.message, { 'retry-after': String(error.retryAfter ?? 5) })
  }
  return undefined
}
