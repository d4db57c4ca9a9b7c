import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import { isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import { isLoopback } from '../env.ts'

/** Which host names a request may address. */
export interface GuardPolicy {
  /** The server listens for other machines: they reach it by an IP address or by a name in `allowedHosts`. */
  allowRemote: boolean
  allowedHosts: readonly string[]
}

export interface Refused {
  status: 400 | 403 | 415
  code: string
  message: string
}

type GuardedRequest = Pick<IncomingMessage, 'method' | 'headers'>

const READ_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a request may be served. There are no accounts yet, so whoever can speak to the server may do
 * everything; this keeps web pages of others from speaking to it through a person's browser:
 * - DNS rebinding: a foreign name that resolves to this machine is not an allowed `Host`.
 * - Cross-site requests: a mutation or a WebSocket upgrade comes from this very origin, or from no browser.
 * - Forms: a mutation's body is `application/json`, which no HTML form can send.
 */
export function checkRequest(request: GuardedRequest, policy: GuardPolicy, upgrade = false): Refused | undefined {
  const foreignHost = checkHost(request, policy)
  if (foreignHost) return foreignHost
  const { host = '', origin } = request.headers
  if (!upgrade && READ_METHODS.has(request.method ?? 'GET')) return undefined

  const site = request.headers['sec-fetch-site']
  // `same-site` is refused, too: another port of localhost counts as the same site.
  const foreignSite = site !== undefined && site !== 'same-origin' && site !== 'none'
  if (foreignSite || (origin !== undefined && hostOf(origin) !== host.toLowerCase())) {
    return { status: 403, code: 'CROSS_ORIGIN', message: 'Requests from another origin are refused' }
  }
  if (!upgrade && hasBody(request) && !isJson(request.headers['content-type'])) {
    return { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', message: 'Send the body as application/json' }
  }
  return undefined
}

/**
 * Whether a request addresses this server by a name that is allowed. The whole check for a webhook: others send it from
 * anywhere, in any content type, and its trigger says who may.
 */
export function checkHost({ headers: { host } }: GuardedRequest, policy: GuardPolicy): Refused | undefined {
  if (!host) return { status: 400, code: 'HOST_MISSING', message: 'The request names no host' }
  if (!isAllowedHost(host, policy)) {
    return {
      status: 403,
      code: 'HOST_NOT_ALLOWED',
      message: 'This host name is not allowed here; SPANE_ALLOWED_HOSTS can allow it',
    }
  }
  return undefined
}

/** Answers a refused request with problem+json. */
export function sendRefusal(response: ServerResponse, refused: Refused): void {
  sendProblem(response, refused.status, refused.code, refused.message)
}

/** Answers a refused upgrade, which has no response object, and ends the connection. */
export function refuseUpgrade(socket: Duplex, { status, code, message }: Refused): void {
  const body = JSON.stringify({ type: 'about:blank', title: message, status, code, detail: message })
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/problem+json',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}

/** Writes an answer of problem+json (RFC 9457) with the project's `code`. */
export function sendProblem(response: ServerResponse, status: number, code: string, message: string): void {
  // The body of a refused request is not read, so the connection cannot be used again.
  response.writeHead(status, { 'content-type': 'application/problem+json', connection: 'close' })
  response.end(JSON.stringify({ type: 'about:blank', title: message, status, code, detail: message }))
}

function isAllowedHost(host: string, policy: GuardPolicy): boolean {
  const name = hostnameOf(host)
  if (name === undefined) return false
  if (isLoopback(name) || policy.allowedHosts.includes(name)) return true
  // An address cannot be rebound by DNS; a name can.
  return policy.allowRemote && isIP(name) !== 0
}

function hostnameOf(host: string): string | undefined {
  const url = `http://${host}/`
  if (!URL.canParse(url)) return undefined
  const parsed = new URL(url)
  // `user@host` and `host/path` would parse, but are no Host header.
  if (parsed.username || parsed.password || parsed.pathname !== '/' || parsed.search || parsed.hash) return undefined
  return parsed.hostname.replace(/^\[|\]$/g, '')
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}

function hasBody({ headers }: GuardedRequest): boolean {
  if (headers['transfer-encoding'] !== undefined) return true
  const length = headers['content-length']
  return (length !== undefined && length !== '0') || headers['content-type'] !== undefined
}

function isJson(contentType: string | undefined): boolean {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json'
}
