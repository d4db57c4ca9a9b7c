import type { LookupAddress, LookupOptions } from 'node:dns'
import type { Readable } from 'node:stream'
import { NodeError, UnrecoverableNodeError } from '@spane/node-sdk'
import { Agent, request } from 'undici'
import type { AllowList } from './address-guard.ts'
import type { HttpRequest } from './build-request.ts'
import { readBody } from './read-body.ts'
import { type Resolve, resolveTarget } from './resolve-target.ts'

export interface SendOptions {
  allow: AllowList
  resolve: Resolve
  signal: AbortSignal
  /** 0: a redirect is a response like any other. */
  maxRedirects: number
}

export interface HttpResponse {
  status: number
  headers: Record<string, string | string[]>
  /** Where the response came from, after redirects. */
  url: string
  body: Buffer
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])
/** What must not reach another origin than the one it was meant for. */
const CREDENTIAL_HEADERS = ['authorization', 'cookie', 'proxy-authorization']

/**
 * Sends a request and follows its redirects, each of which is checked like the first target. Credentials are dropped when a
 * redirect leads to another origin.
 */
export async function sendRequest(first: HttpRequest, options: SendOptions): Promise<HttpResponse> {
  let current = first
  for (let redirects = 0; ; redirects++) {
    options.signal.throwIfAborted()
    const addresses = await resolveTarget(current.url, options.allow, options.resolve)
    const response = await sendOnce(current, addresses, options)
    const location = response.headers.location
    if (options.maxRedirects === 0 || !REDIRECTS.has(response.status) || typeof location !== 'string') return response
    if (redirects >= options.maxRedirects) {
      throw new UnrecoverableNodeError(`There were more than ${options.maxRedirects} redirects.`, {
        code: 'TOO_MANY_REDIRECTS',
      })
    }
    current = followRedirect(current, response.status, location)
  }
}

async function sendOnce(
  { method, url, headers, body }: HttpRequest,
  addresses: LookupAddress[],
  options: SendOptions,
): Promise<HttpResponse> {
  // A connection of its own for each request: it can only lead to the addresses that were checked.
  const agent = new Agent({
    connect: { lookup: pinnedLookup(addresses), timeout: 10_000 },
    pipelining: 0,
    allowH2: false,
  })
  try {
    const response = await request(url, {
      method,
      headers: { 'accept-encoding': 'gzip, deflate, br', ...Object.fromEntries(headers) },
      body: body ?? null,
      signal: options.signal,
      dispatcher: agent,
      // How long is for the attempt's own time limit to say, which ends it through the signal.
      headersTimeout: 0,
      bodyTimeout: 0,
    })
    const given = definedHeaders(response.headers)
    const encoding = method === 'HEAD' ? '' : String(given['content-encoding'] ?? '')
    const bytes = await readBody(response.body as Readable, encoding)
    return { status: response.statusCode, headers: given, url: url.href, body: bytes }
  } catch (error) {
    if (options.signal.aborted) throw options.signal.reason
    throw error instanceof NodeError ? error : networkError(error, url)
  } finally {
    // Not close(), which would wait for a body that is not read to its end.
    void agent.destroy()
  }
}

function pinnedLookup(addresses: LookupAddress[]) {
  return (
    _hostname: string,
    options: LookupOptions,
    callback: (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void,
  ): void => {
    const [first] = addresses
    if (options.all) callback(null, addresses)
    else callback(null, first?.address ?? '', first?.family)
  }
}

function followRedirect(request: HttpRequest, status: number, location: string): HttpRequest {
  if (!URL.canParse(location, request.url)) {
    throw new UnrecoverableNodeError('The response redirects to something that is no URL.', { code: 'BAD_REDIRECT' })
  }
  const url = new URL(location, request.url)
  // A redirect is the server's word: it may not make us log in somewhere.
  url.username = ''
  url.password = ''
  if (url.hash === '') url.hash = request.url.hash
  const headers = new Map(request.headers)
  if (url.origin !== request.url.origin) for (const name of CREDENTIAL_HEADERS) headers.delete(name)
  const becomesGet = (status === 303 && request.method !== 'HEAD') || (status < 303 && request.method === 'POST')
  if (!becomesGet) return { ...request, url, headers }
  headers.delete('content-type')
  return { method: 'GET', url, headers, body: undefined }
}

function definedHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string | string[]] => entry[1] !== undefined),
  )
}

const NETWORK_CAUSES: Record<string, string> = {
  ECONNREFUSED: 'refused the connection',
  ECONNRESET: 'closed the connection',
  EPIPE: 'closed the connection',
  UND_ERR_SOCKET: 'closed the connection',
  ETIMEDOUT: 'did not answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'did not answer in time',
  EHOSTUNREACH: 'cannot be reached',
  ENETUNREACH: 'cannot be reached',
}

function networkError(cause: unknown, url: URL): NodeError {
  const { code = '', message } = cause as NodeJS.ErrnoException
  const what = NETWORK_CAUSES[code] ?? `could not be asked: ${message}`
  return new NodeError(`${url.host} ${what}.`, {
    code: 'HTTP_NETWORK',
    details: { url: `${url.origin}${url.pathname}`, cause: code || message },
    cause,
  })
}
