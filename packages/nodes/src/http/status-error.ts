import { NodeError, RateLimitNodeError, UnrecoverableNodeError } from '@spane/node-sdk'
import type { HttpResponse } from './send-request.ts'

const LONGEST_WAIT_MS = 24 * 60 * 60 * 1_000
/** Client errors that another attempt can mend: time-out, too early, too many requests. */
const RETRYABLE = new Set([408, 425, 429])

/** The error for a response with a status of 400 or more. */
export function statusError(response: HttpResponse, body: unknown, now = Date.now()): NodeError {
  const { status, url } = response
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const details = { status, url, body: text.length > 2_000 ? `${text.slice(0, 2_000)}…` : text }
  const message = `The server answered with status ${status}.`
  const options = { code: 'HTTP_STATUS', details }
  const wait = status === 429 || status === 503 ? retryAfter(response.headers['retry-after'], now) : undefined
  if (wait !== undefined) return new RateLimitNodeError(message, wait, options)
  if (status < 500 && !RETRYABLE.has(status)) return new UnrecoverableNodeError(message, options)
  return new NodeError(message, options)
}

/** Milliseconds from a Retry-After header, seconds or a date, at most a day; undefined when it says nothing. */
export function retryAfter(header: string | string[] | undefined, now: number): number | undefined {
  const value = (Array.isArray(header) ? header[0] : header)?.trim() ?? ''
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_WAIT_MS)
}
