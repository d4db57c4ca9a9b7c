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
