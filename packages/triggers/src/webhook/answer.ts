import type { WebhookAnswer } from '@spane/nodes/triggers'
import { HOOK_STATUS, type HookError } from './hook-error.ts'

/** What a workflow made goes out as data: no browser runs it as a page of ours, guesses its type or keeps it. */
const SAFE_HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

/** An answer of JSON text. */
export function jsonAnswer(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(text, { status, headers: { 'content-type': 'application/json', ...headers, ...SAFE_HEADERS } })
}

/** An answer of problem+json. */
export function problemAnswer(
  status: number,
  problem: { code: string; message: string; executionId?: string },
  headers: Record<string, string> = {},
): Response {
  const { code, message, executionId } = problem
  const body = { type: 'about:blank', title: message, status, code, detail: message, executionId }
  return jsonAnswer(status, JSON.stringify(body), { ...headers, 'content-type': 'application/problem+json' })
}

export function refusalAnswer({ code, message, headers }: HookError): Response {
  return problemAnswer(HOOK_STATUS[code], { code, message }, headers)
}

/** The execution has started; how it goes stands at the address of its status. */
export function accepted(executionId: string): Response {
  const statusUrl = `/api/executions/${executionId}`
  return jsonAnswer(202, JSON.stringify({ executionId, statusUrl }), { location: statusUrl })
}

/** What a `respond` node said. Its headers cannot take away ours. */
export function nodeAnswer(answer: WebhookAnswer, executionId: string, redact: (text: string) => string): Response {
  const { status, bodyType, body } = answer
  const headers = new Headers()
  for (const { name, value } of answer.headers) headers.append(name, redact(value))
  headers.set('x-execution-id', executionId)
  for (const [name, value] of Object.entries(SAFE_HEADERS)) {
    // How long an answer may be kept is the one thing that its author knows better.
    if (name !== 'cache-control' || !headers.has(name)) headers.set(name, value)
  }
  // These have no body, and a Response refuses one.
  const empty = bodyType === 'none' || status === 204 || status === 205 || status === 304
  if (!empty && !headers.has('content-type')) {
    headers.set('content-type', bodyType === 'json' ? 'application/json' : 'text/plain; charset=utf-8')
  }
  const text = bodyType === 'json' ? JSON.stringify(body ?? null) : String(body ?? '')
  return new Response(empty ? null : redact(text), { status, headers })
}
