import { eventNameSchema } from '@spane/nodes/triggers'
import { z } from 'zod'
import { EVENT_PREFIX } from './create-event-handler.ts'
import { HOOK_STATUS, type HookErrorCode } from './webhook/hook-error.ts'
import { HOOK_PREFIX, HOOK_TEST_PREFIX } from './webhook/hook-target.ts'

type OpenApiPaths = Record<string, Record<string, unknown>>

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const
const KEY_ERRORS: HookErrorCode[] = ['BAD_IDEMPOTENCY_KEY']
const READING_ERRORS: HookErrorCode[] = ['BAD_BODY', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'UNAVAILABLE']
const HOOK_ERRORS: HookErrorCode[] = [
  ...READING_ERRORS,
  ...KEY_ERRORS,
  'HOOK_NOT_FOUND',
  'HOOK_PAUSED',
  'METHOD_NOT_ALLOWED',
  'UNAUTHORIZED',
  'SECRET_NOT_SET',
  'REPLAYED',
  'BAD_MULTIPART',
  'FILE_TOO_LARGE',
  'FIELD_TOO_LARGE',
  'TOO_MANY_PARTS',
  'OVERLOADED',
]

const startedSchema = {
  type: 'object',
  required: ['executionId', 'statusUrl'],
  properties: { executionId: { type: 'string', format: 'uuid' }, statusUrl: { type: 'string' } },
}
const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  description: 'A repeated request with the same key starts nothing again.',
}

/**
 * What this room serves, as the OpenAPI document of the API has it; its paths are below `/api`, or name the root as their server.
 */
export function describeTriggerPaths(): OpenApiPaths {
  return {
    [`${EVENT_PREFIX.replace(/^\/api/, '')}{name}`]: { post: describeEvent() },
    [`${HOOK_PREFIX}{path}`]: {
      servers: [{ url: '/' }],
      ...describeHook('callWebhook', 'Starts the published workflow whose Webhook node has this path and method.', []),
    },
    [`${HOOK_TEST_PREFIX}{path}`]: {
      servers: [{ url: '/' }],
      ...describeHook('testWebhook', 'Runs the draft while somebody who edits it listens for a test call.', [
        'DRAFT_INVALID',
      ]),
    },
  }
}

function describeEvent(): object {
  const { $schema, ...name } = z.toJSONSchema(eventNameSchema)
  return {
    operationId: 'sendEvent',
    summary: 'Starts every published workflow that listens to the event. Answered is accepted: all of them will start.',
    parameters: [{ name: 'name', in: 'path', required: true, schema: name }, idempotencyKey],
    requestBody: { required: false, content: { 'application/json': { schema: {} } } },
    responses: {
      202: answerOf('Accepted; `executionId` is null where it is started in a moment.', {
        type: 'object',
        required: ['event', 'executions'],
        properties: {
          event: { type: 'string' },
          executions: {
            type: 'array',
            items: {
              type: 'object',
              required: ['workflowId', 'executionId'],
              properties: { workflowId: { type: 'string' }, executionId: { type: ['string', 'null'] } },
            },
          },
        },
      }),
      ...refusals([...READING_ERRORS, ...KEY_ERRORS, 'HOOK_NOT_FOUND', 'METHOD_NOT_ALLOWED', 'UNAUTHORIZED']),
    },
  }
}

function describeHook(operationId: string, summary: string, errors: HookErrorCode[]): Record<string, object> {
  const operation = (method: string) => ({
    operationId: `${operationId}${method.charAt(0).toUpperCase()}${method.slice(1)}`,
    summary,
    // Who may call is the trigger's to say: its signature, token or password, and never the API key.
    security: [],
    parameters: [
      {
        name: 'path',
        in: 'path',
        required: true,
        schema: { type: 'string', maxLength: 200 },
        description: 'May hold slashes.',
      },
      idempotencyKey,
    ],
    ...(method !== 'get' && {
      requestBody: {
        required: false,
        content: {
          'application/json': { schema: {} },
          'application/x-www-form-urlencoded': { schema: { type: 'object' } },
          'multipart/form-data': { schema: { type: 'object' } },
          'text/plain': { schema: { type: 'string' } },
        },
      },
    }),
    responses: {
      200: answerOf(
        'The result at the end, where the trigger answers so; a Respond node may choose another status.',
        {},
      ),
      202: answerOf('Started; how it goes stands at the address of the status.', startedSchema),
      ...refusals([...HOOK_ERRORS, ...errors]),
      500: problemOf('`EXECUTION_FAILED`, `EXECUTION_CANCELLED`'),
    },
  })
  return Object.fromEntries(METHODS.map((method) => [method, operation(method)]))
}

function answerOf(description: string, schema: object): object {
  return { description, content: { 'application/json': { schema } } }
}

function problemOf(description: string): object {
  return {
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
}

/** One entry a status; the codes that share it are named. */
function refusals(codes: readonly HookErrorCode[]): Record<string, object> {
  const byStatus = new Map<number, string[]>()
  for (const code of codes) byStatus.set(HOOK_STATUS[code], [...(byStatus.get(HOOK_STATUS[code]) ?? []), `\`${code}\``])
  return Object.fromEntries([...byStatus].map(([status, names]) => [status, problemOf(names.join(', '))]))
}
