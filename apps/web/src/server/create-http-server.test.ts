import { type RequestOptions, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ApiError, type ApiServices } from '@spane/api'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { createHttpServer } from './create-http-server.ts'
import { createMetricsHandler } from './metrics-handler.ts'
import { createTrpcHandler } from './trpc-handler.ts'

const logLines: { msg: string; requestId?: string; err?: { message: string } }[] = []
const logger = pino({ level: 'info' }, { write: (line: string) => logLines.push(JSON.parse(line)) })

let stop: (() => Promise<void>) | undefined
afterEach(async () => {
  await stop?.()
  logLines.length = 0
})

interface StartOptions {
  status?: () => Promise<never>
  database?: () => Promise<void>
  apiKey?: string
}

async function start(options: StartOptions = {}): Promise<string> {
  const services = {
    system: { status: options.status ?? (async () => ({ version: '1' })) },
    workflows: { create: async ({ name }: { name: string }) => ({ name }) },
  } as unknown as ApiServices
  const answer = (text: string) => (_request: unknown, response: { end(text: string): void }) => response.end(text)
  const server = createHttpServer({
    policy: { allowRemote: false, allowedHosts: [] },
    health: { database: options.database ?? (async () => undefined), queue: async () => undefined },
    rest: answer('rest'),
    trpc: createTrpcHandler(services, logger),
    metrics: createMetricsHandler(
      { render: async () => ({ contentType: 'text/plain', body: 'up 1' }) },
      options.apiKey,
    ),
    hooks: answer('hooks'),
    resume: answer('resume'),
    events: answer('events'),
    pages: (request, response) => {
      if (request.url === '/broken') throw new Error('secret detail')
      response.end('pages')
    },
    logger,
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stop = () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A path as it stands: `fetch` would tidy it up. */
function sendRaw(url: string, path: string, options: RequestOptions): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    request({ hostname, port, path, ...options }, async (response) => {
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk)
      resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() })
    })
      .once('error', reject)
      .end()
  })
}

async function textOf(url: string): Promise<string> {
  return (await fetch(url)).text()
}

describe('createHttpServer', () => {
  it('hands each path to the one that answers it', async () => {
    const url = await start()
    expect(await textOf(`${url}/api/workflows/1`)).toBe('rest')
    expect(await textOf(`${url}/api`)).toBe('rest')
    expect(await textOf(`${url}/api/events/a`)).toBe('events')
    expect(await textOf(`${url}/hooks/a`)).toBe('hooks')
    expect(await textOf(`${url}/hooks-test/a`)).toBe('hooks')
    expect(await textOf(`${url}/hooks-tests`)).toBe('pages')
    expect(await textOf(`${url}/`)).toBe('pages')
    expect(await textOf(`${url}/apiary`)).toBe('pages')
    expect(JSON.parse(await textOf(`${url}/api/trpc/system.status`))).toEqual({ result: { data: { version: '1' } } })
  })

  it('answers health with what does not work', async () => {
    expect((await fetch(`${await start()}/health`)).status).toBe(200)
    await stop?.()
    const response = await fetch(`${await start({ database: () => Promise.reject(new Error('down')) })}/health`)
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({ status: 'unavailable', database: 'unavailable', queue: 'ok' })
  })

  it('answers metrics behind the guard, and with a key to those who have it', async () => {
    expect(await textOf(`${await start()}/metrics`)).toBe('up 1')
    await stop?.()
    const url = await start({ apiKey: 'k' })
    const ask = (headers: Record<string, string>) => fetch(`${url}/metrics`, { headers })
    expect(await (await ask({ authorization: 'Bearer k' })).text()).toBe('up 1')
    expect((await ask({})).status).toBe(401)
    expect((await ask({ authorization: 'Bearer other' })).status).toBe(401)
    expect((await fetch(`${url}/metrics`, { method: 'DELETE' })).status).toBe(405)
  })

  it('refuses what the guard refuses, before anything else, with problem+json', async () => {
    const url = await start()
    const response = await fetch(`${url}/api/workflows`, { method: 'POST', body: 'a=1' })
    expect(response.status).toBe(415)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' })
    const foreign = await fetch(`${url}/api/trpc/workflows.create`, {
      method: 'POST',
      headers: { origin: 'http://evil.example', 'content-type': 'application/json' },
      body: '{"name":"x"}',
    })
    expect(foreign.status).toBe(403)
  })

  it('lets other sites through to webhooks, and only there', async () => {
    const url = await start()
    const foreign = { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site', 'content-type': 'text/plain' }
    const send = (path: string, headers: Record<string, string> = {}) =>
      sendRaw(url, path, { method: 'POST', headers: { ...foreign, ...headers } })
    expect(await send('/hooks/orders')).toEqual({ status: 200, text: 'hooks' })
    expect(await send('/hooks/../api/workflows')).toEqual({ status: 200, text: 'hooks' })
    for (const path of [
      '/hooks',
      '/hooksy',
      '/api/hooks/',
      '/x/../hooks/a',
      '//hooks/a',
      '/HOOKS/a',
      '/api/?/hooks/',
    ]) {
      expect((await send(path)).status).toBe(403)
    }
    expect((await send('/hooks/orders', { host: 'evil.example' })).status).toBe(403)
    expect(
      (await sendRaw(url, '/hooks/a', { headers: { ...foreign, upgrade: 'websocket', connection: 'upgrade' } })).status,
    ).toBe(403)
  })

  it('says nothing about an error that nobody foresaw, and logs it', async () => {
    const url = await start()
    const response = await fetch(`${url}/broken`)
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('secret detail')
    expect(logLines.at(-1)?.err?.message).toBe('secret detail')
  })
})

describe('createTrpcHandler', () => {
  interface Failure {
    error: { message: string; data: { httpStatus: number; problem: object; stack?: string } }
  }

  it('names an unforeseen error by a request id that the log knows, without stack or text', async () => {
    const url = await start({ status: () => Promise.reject(new Error('password in here')) })
    const response = await fetch(`${url}/api/trpc/system.status`)
    const text = await response.text()
    const requestId = response.headers.get('x-request-id')
    const { error } = JSON.parse(text) as Failure
    expect(response.status).toBe(500)
    expect(text).not.toContain('password in here')
    expect(error.data.problem).toMatchObject({ code: 'INTERNAL', requestId })
    expect(error.data.stack).toBeUndefined()
    expect(logLines).toMatchObject([{ requestId, err: { message: 'password in here' } }])
  })

  it('passes a refusal on and does not log it', async () => {
    const refused = new ApiError('STALE_REVISION', 'Changed elsewhere.', { revision: 4, field: 'baseRevision' })
    const response = await fetch(`${await start({ status: () => Promise.reject(refused) })}/api/trpc/system.status`)
    const { error } = (await response.json()) as Failure
    expect(response.status).toBe(409)
    expect(error.message).toBe('Changed elsewhere.')
    expect(error.data).toMatchObject({
      revision: 4,
      problem: { code: 'STALE_REVISION', message: 'Changed elsewhere.', field: 'baseRevision' },
    })
    expect(logLines).toEqual([])
  })

  it.each([
    ['{', 400],
    ['', 400],
    ['null', 400],
    ['{"name":7}', 400],
    ['{"name":""}', 400],
  ])('answers the body %j with %i and a sentence', async (body, status) => {
    const response = await fetch(`${await start()}/api/trpc/workflows.create`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    expect(response.status).toBe(status)
    const { error } = (await response.json()) as Failure
    expect(error.data.problem).toMatchObject({ code: expect.any(String), message: expect.any(String) })
    expect(logLines).toEqual([])
  })

  it('refuses a body that is too long, chunked too', async () => {
    const url = await start()
    const chunk = new Uint8Array(1024 * 1024).fill(120)
    let sent = 0
    const body = new ReadableStream({
      pull(controller) {
        if (sent++ > 60) controller.close()
        else controller.enqueue(chunk)
      },
    })
    const headers = { 'content-type': 'application/json' }
    const request = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
    const response = await fetch(`${url}/api/trpc/workflows.create`, request).catch(() => undefined)
    // The connection may be cut before everything was sent.
    if (response) expect(response.status).toBe(413)
    expect((await fetch(`${url}/health`)).status).toBe(200)
  })

  it('answers an unknown procedure with 404', async () => {
    const response = await fetch(`${await start()}/api/trpc/nothing.here`)
    expect(response.status).toBe(404)
    expect(((await response.json()) as Failure).error.data.problem).toMatchObject({ code: 'NOT_FOUND' })
  })
})
