import { keyValueRows, UnrecoverableNodeError } from '@spane/node-sdk'
import type { z } from 'zod'
import type { httpDescription } from './description.ts'

export type HttpConfig = z.output<typeof httpDescription.config>

export interface HttpRequest {
  method: HttpConfig['method']
  url: URL
  /** Names in lower case. */
  headers: Map<string, string>
  body: string | undefined
}

const HEADER_NAME = /^[!#$%&'*+.^_`|~\w-]+$/
// The client sets these itself: other values would make one request look like two, or like one to another host.
const OWN_HEADERS = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'expect',
  'keep-alive',
  'te',
  'trailer',
])

/**
 * The request that a config describes.
 * @throws UnrecoverableNodeError `BAD_URL`, `BAD_HEADER`
 */
export function buildRequest(config: HttpConfig, idempotencyKey: string, traceparent?: string): HttpRequest {
  const url = parseUrl(config.url)
  for (const { name, value } of keyValueRows(config.query)) {
    if (name !== '' && value !== undefined && value !== null) url.searchParams.append(name, toText(value))
  }
  const headers = new Map<string, string>([
    ['accept', '*/*'],
    ['user-agent', 'spane'],
  ])
  const { body, contentType } = buildBody(config)
  if (contentType) headers.set('content-type', contentType)
  // Before those of the config, which may name another.
  if (traceparent !== undefined) headers.set('traceparent', traceparent)
  if (config.sendIdempotencyKey) headers.set('idempotency-key', idempotencyKey)
  if (url.username !== '' || url.password !== '') {
    const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
    headers.set('authorization', `Basic ${Buffer.from(credentials).toString('base64')}`)
    url.username = ''
    url.password = ''
  }
  for (const { name, value } of keyValueRows(config.headers)) {
    if (name.trim() === '' || value === undefined || value === null) continue
    setHeader(headers, name.trim(), toText(value))
  }
  return { method: config.method, url, headers, body }
}

function setHeader(headers: Map<string, string>, name: string, value: string): void {
  const key = name.toLowerCase()
  const refuse = (why: string): never => {
    throw new UnrecoverableNodeError(`The header ${JSON.stringify(name.slice(0, 60))} ${why}.`, { code: 'BAD_HEADER' })
  }
  if (!HEADER_NAME.test(name)) refuse('has a name that is not allowed')
  if (OWN_HEADERS.has(key)) refuse('is set by the client itself')
  // A line break would let a value add headers of its own, or a second request.
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value))
    refuse('has a value with characters that are not allowed, like line breaks')
  headers.set(key, value)
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined
  if (url && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '') return url
  throw new UnrecoverableNodeError(
    `${JSON.stringify(text.slice(0, 200))} is no URL: it must start with http:// or https://.`,
    {
      code: 'BAD_URL',
    },
  )
}

function buildBody(config: HttpConfig): { body?: string; contentType?: string } {
  switch (config.bodyType) {
    case 'none':
      return {}
    case 'json':
      return { body: toJson(config.json), contentType: 'application/json' }
    case 'text':
      return { body: config.text, contentType: 'text/plain; charset=utf-8' }
    case 'form': {
      const rows = keyValueRows(config.form).filter(
        ({ name, value }) => name !== '' && value !== undefined && value !== null,
      )
      const form = new URLSearchParams(rows.map(({ name, value }) => [name, toText(value)]))
      return { body: form.toString(), contentType: 'application/x-www-form-urlencoded' }
    }
  }
}

/** Text that is JSON already, as a template with expressions makes it, is sent as it is; other text becomes a JSON string. */
function toJson(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value ?? null)
  try {
    JSON.parse(value)
    return value
  } catch {
    return JSON.stringify(value)
  }
}

function toText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
