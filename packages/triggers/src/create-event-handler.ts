import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import { acceptDeliveries, findEventRows, listDeliveriesOfKey } from '@spane/db'
import { eventNameSchema } from '@spane/nodes/triggers'
import { JsonValueError, toJsonText } from '@spane/workflow'
import { startPending } from './run-due-triggers.ts'
import { syncTriggers } from './sync-triggers.ts'
import type { TriggerContext } from './trigger-context.ts'
import { jsonAnswer, problemAnswer, refusalAnswer } from './webhook/answer.ts'
import { HookError } from './webhook/hook-error.ts'
import { parseBody, readBody } from './webhook/read-body.ts'

export const EVENT_PREFIX = '/api/events/'

export interface EventHandlerOptions extends TriggerContext {
  /** With a key every request needs `Authorization: Bearer <key>`. */
  apiKey?: string
  /** Default 8 MiB. */
  maxBodyBytes?: number
}

/**
 * Serves `POST /api/events/:name`: every active trigger that listens to the event starts. When it answers 202, all of them will
 * start, whatever dies; `executions` are those that have. The same `Idempotency-Key` again starts nothing again.
 */
export function createEventHandler(options: EventHandlerOptions): (request: Request) => Promise<Response> {
  const { pool, workspaceId, now, logger, apiKey } = options
  const answer = async (request: Request): Promise<Response> => {
    if (apiKey !== undefined && !isKey(request.headers.get('authorization'), apiKey)) {
      throw new HookError('UNAUTHORIZED', 'Send the API key as `Authorization: Bearer <key>`.')
    }
    if (request.method !== 'POST')
      throw new HookError('METHOD_NOT_ALLOWED', 'Send events with POST.', { allow: 'POST' })
    const event = eventNameSchema.safeParse(new URL(request.url).pathname.slice(EVENT_PREFIX.length)).data
    if (event === undefined) throw new HookError('HOOK_NOT_FOUND', 'This is no name of an event.')
    const body = await readBody(request, options.maxBodyBytes ?? 8 * 1024 * 1024)
    const payload = eventText({ event, payload: parseBody(body, request.headers.get('content-type')) })
    const key = keyOf(request.headers.get('idempotency-key'))
    await syncTriggers(options)
    const triggers = await findEventRows(pool, workspaceId, event)
    const triggerIds = triggers.map((trigger) => trigger.id)
    await acceptDeliveries(pool, { triggerIds, key, at: new Date(now()), payload })
    // It is durable: what cannot be started now is started by a worker's scheduler.
    await startPending(options).catch((error: unknown) => logger.error({ err: error }, 'An event is started later'))
    const started = await listDeliveriesOfKey(pool, triggerIds, key)
    const executions = triggers.map((trigger) => ({
      workflowId: trigger.workflowId,
      executionId: started.find((delivery) => delivery.triggerId === trigger.id)?.executionId ?? null,
    }))
    return jsonAnswer(202, JSON.stringify({ event, executions }))
  }
  return async (request) => {
    try {
      return await answer(request)
    } catch (error) {
      if (error instanceof HookError) return refusalAnswer(error)
      logger.error({ err: error }, 'An event could not be taken')
      const message = 'This cannot be done right now; send the request again.'
      return problemAnswer(503, { code: 'UNAVAILABLE', message }, { 'retry-after': '5' })
    }
  }
}

function eventText(value: unknown): string {
  try {
    return toJsonText(value)
  } catch (error) {
    if (error instanceof JsonValueError) throw new HookError('BAD_BODY', error.message)
    throw error
  }
}

function keyOf(given: string | null): string {
  if (given === null) return randomUUID()
  if (given.length > 0 && given.length <= 255) return createHash('sha256').update(given).digest('hex')
  throw new HookError('BAD_IDEMPOTENCY_KEY', 'An Idempotency-Key has 1 to 255 characters.')
}

function isKey(header: string | null, apiKey: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(/^Bearer (.+)$/i.exec(header ?? '')?.[1] ?? ''), digest(apiKey))
}
