import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { ExecutionResult } from '@spane/node-sdk'
import { afterEach, describe, expect, it } from 'vitest'
import { createContext } from '../testing/create-context.fixture.ts'
import { createHttpExecutor } from './executor.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Both names lead to the test servers; only the ports given are open. */
const resolve = async () => [{ address: '127.0.0.1', family: 4 }]

function run(nodeConfig: Record<string, unknown>, signal = new AbortController().signal): Promise<ExecutionResult> {
  const executor = createHttpExecutor({ allow: ['127.0.0.1', 'one.test', 'two.test'], resolve })
  return Promise.resolve(executor.execute(createContext({ nodeConfig, signal })))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

/** Answers with what it was asked. */
const echo: RequestListener = async (request, response) => {
  const { method, url, headers } = request
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ method, url, headers, body: await bodyOf(request) }))
}

describe('requests', () => {
  it('have method, query, headers and a JSON body', async () => {
    const host = await serve(echo)
    const result = await run({
      method: 'PUT',
      url: `http://${host}/a?x=1`,
      query: [
        { name: 'q', value: 'ä b' },
        { name: 'n', value: 5 },
        { name: 'none', value: null },
      ],
      headers: { 'X-Test': 'yes', Accept: 'text/plain' },
      bodyType: 'json',
      json: { a: [1] },
      sendIdempotencyKey: true,
    })
    expect(result.data).toMatchObject({
      status: 200,
      body: {
        method: 'PUT',
        url: '/a?x=1&q=%C3%A4+b&n=5',
        headers: {
          'x-test': 'yes',
          accept: 'text/plain',
          'content-type': 'application/json',
          'idempotency-key': 'e1:n1',
        },
        body: '{"a":[1]}',
      },
    })
  })

  it('send JSON text as it is, other text as a JSON string, forms and text', async () => {
    const host = await serve(echo)
    const send = async (config: object) => {
      const { data } = await run({ method: 'POST', url: `http://${host}/`, ...config })
      const { body } = data as { body: { body: string; headers: Record<string, string> } }
      return [body.body, body.headers['content-type']]
    }
    expect(await send({ bodyType: 'json', json: '{"a":1}' })).toEqual(['{"a":1}', 'application/json'])
    expect(await send({ bodyType: 'json', json: 'Ada' })).toEqual(['"Ada"', 'application/json'])
    expect(await send({ bodyType: 'form', form: { a: '1 &', b: 2 } })).toEqual([
      'a=1+%26&b=2',
      'application/x-www-form-urlencoded',
    ])
    expect(await send({ bodyType: 'text', text: 'hi' })).toEqual(['hi', 'text/plain; charset=utf-8'])
  })

  it('turn a user name in the URL into a header', async () => {
    const host = await serve(echo)
    const { data } = await run({ url: `http://ada:p%40ss@${host}/` })
    expect(data).toMatchObject({
      url: `http://${host}/`,
      body: { headers: { authorization: `Basic ${btoa('ada:p@ss')}` } },
    })
  })

  it('may not set headers that the client sets, nor break lines', async () => {
    for (const headers of [
      { Host: 'x' },
      { 'Content-Length': '5' },
      { 'transfer-encoding': 'chunked' },
      { 'a b': '1' },
      { a: '1\r\nb: 2' },
      { a: '\0' },
      { a: 'ሴ' },
    ]) {
      await expect(run({ url: 'http://127.0.0.1:1', headers })).rejects.toMatchObject({ code: 'BAD_HEADER' })
    }
  })
})

describe('responses', () => {
  async function answer(contentType: string | undefined, body: Buffer | string, headers: Record<string, string> = {}) {
    const host = await serve((_, response) => {
      if (contentType !== undefined) response.setHeader('content-type', contentType)
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
      response.end(body)
    })
    const { data } = await run({ url: `http://${host}/` })
    return (data as { body: unknown }).body
  }

  it('are read by their content type', async () => {
    expect(await answer('application/problem+json; charset=utf-8', '{"a":1}')).toEqual({ a: 1 })
    expect(await answer('application/json', '{oops')).toBe('{oops')
    expect(await answer('text/html; charset=iso-8859-1', Buffer.from([0xe4]))).toBe('ä')
    expect(await answer('application/xml', '<a/>')).toBe('<a/>')
    expect(await answer('image/png', Buffer.from([1, 2, 255]))).toEqual({
      base64: 'AQL/',
      contentType: 'image/png',
      bytes: 3,
    })
    expect(await answer(undefined, 'plain')).toBe('plain')
    expect(await answer(undefined, Buffer.from([255, 254]))).toMatchObject({ base64: '//4=' })
    expect(await answer('application/json', '')).toBeNull()
  })

  it('are decompressed', async () => {
    expect(await answer('text/plain', gzipSync('hello'), { 'content-encoding': 'gzip' })).toBe('hello')
    expect(await answer('text/plain', gzipSync(brotliCompressSync('hello')), { 'content-encoding': 'br, gzip' })).toBe(
      'hello',
    )
    await expect(answer('text/plain', 'no gzip', { 'content-encoding': 'gzip' })).rejects.toMatchObject({
      code: 'BAD_ENCODING',
    })
    await expect(answer('text/plain', 'x', { 'content-encoding': 'gzip, gzip, gzip, gzip' })).rejects.toMatchObject({
      code: 'BAD_ENCODING',
    })
  })

  it('that are endless or unpack to a giant are cut off', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024))
    await expect(answer('text/plain', bomb, { 'content-encoding': 'gzip' })).rejects.toMatchObject({
      code: 'RESPONSE_TOO_LARGE',
    })
    const host = await serve((_, response) => {
      const chunk = Buffer.alloc(1024 * 1024)
      const write = (): void => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', write)
      }
      write()
    })
    await expect(run({ url: `http://${host}/` })).rejects.toMatchObject({ code: 'RESPONSE_TOO_LARGE' })
  })

  it('with an error status fail the node, for good or to be retried', async () => {
    const fail = async (status: number, headers: Record<string, string> = {}, config = {}) => {
      const host = await serve((_, response) =>
        response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end('why'),
      )
      return run({ url: `http://${host}/x?key=1`, ...config })
    }
    await expect(fail(404)).rejects.toMatchObject({
      name: 'UnrecoverableNodeError',
      code: 'HTTP_STATUS',
      details: { status: 404, body: 'why' },
    })
    await expect(fail(500)).rejects.toMatchObject({ name: 'NodeError', code: 'HTTP_STATUS' })
    await expect(fail(429)).rejects.toMatchObject({ name: 'NodeError' })
    await expect(fail(429, { 'retry-after': '7' })).rejects.toMatchObject({
      name: 'RateLimitNodeError',
      retryAfter: 7_000,
    })
    await expect(fail(503, { 'retry-after': new Date(0).toUTCString() })).rejects.toMatchObject({
      name: 'RateLimitNodeError',
      retryAfter: 0,
    })
    await expect(fail(429, { 'retry-after': '9999999' })).rejects.toMatchObject({ retryAfter: 86_400_000 })
    expect((await fail(404, {}, { failOnError: false })).data).toMatchObject({ status: 404, body: 'why' })
  })
})

describe('redirects', () => {
  it('are followed, and a POST becomes a GET where the standard says so', async () => {
    const host = await serve((request, response) => {
      if (request.url === '/end') return echo(request, response)
      response.writeHead(Number(request.url?.slice(1)), { location: '/end' }).end()
    })
    const post = async (status: number) => {
      const { data } = await run({ method: 'POST', url: `http://${host}/${status}`, bodyType: 'text', text: 'x' })
      const { body, url } = data as { body: { method: string; body: string }; url: string }
      expect(url).toBe(`http://${host}/end`)
      return [body.method, body.body]
    }
    expect(await post(302)).toEqual(['GET', ''])
    expect(await post(303)).toEqual(['GET', ''])
    expect(await post(307)).toEqual(['POST', 'x'])
    expect(await post(308)).toEqual(['POST', 'x'])
  })

  it('lose credentials when they lead to another origin', async () => {
    const host = await serve((request, response) => {
      if (request.url === '/end') return echo(request, response)
      const name = request.url === '/away' ? 'two.test' : 'one.test'
      response.writeHead(302, { location: `http://${name}:${request.socket.localPort}/end` }).end()
    })
    const port = host.split(':')[1]
    const headers = { Authorization: 'Bearer t', Cookie: 'a=1', 'X-Other': 'kept' }
    const ask = async (path: string) => {
      const { data } = await run({ url: `http://one.test:${port}${path}`, headers })
      return (data as { body: { headers: Record<string, string> } }).body.headers
    }
    expect(await ask('/same')).toMatchObject({ authorization: 'Bearer t', cookie: 'a=1' })
    const away = await ask('/away')
    expect(away).toMatchObject({ 'x-other': 'kept' })
    expect(away).not.toHaveProperty('authorization')
    expect(away).not.toHaveProperty('cookie')
  })

  it('into the private network are refused, and so are other schemes and too many of them', async () => {
    const to = async (location: string) => {
      const host = await serve((_, response) => response.writeHead(302, { location }).end())
      return run({ url: `http://${host}/`, maxRedirects: 3 })
    }
    await expect(to('http://192.168.0.1/')).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' })
    await expect(to('http://[::ffff:169.254.169.254]/')).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' })
    await expect(to('file:///etc/passwd')).rejects.toMatchObject({ code: 'BAD_URL' })
    await expect(to('http://[')).rejects.toMatchObject({ code: 'BAD_REDIRECT' })
    await expect(to('/')).rejects.toMatchObject({ code: 'TOO_MANY_REDIRECTS' })
  })

  it('are responses like any other when they are not followed', async () => {
    const host = await serve((_, response) => response.writeHead(302, { location: '/x' }).end())
    expect((await run({ url: `http://${host}/`, followRedirects: false })).data).toMatchObject({
      status: 302,
      headers: { location: '/x' },
    })
  })
})

describe('failures', () => {
  it('connects to the address that was checked, even when the name has another one by then', async () => {
    const host = await serve(echo)
    let lookups = 0
    const changing = async () => {
      lookups++
      return [{ address: lookups === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]
    }
    const executor = createHttpExecutor({ allow: ['127.0.0.1'], resolve: changing })
    const nodeConfig = { url: `http://changing.test:${host.split(':')[1]}/` }
    await expect(executor.execute(createContext({ nodeConfig }))).resolves.toMatchObject({ success: true })
    expect(lookups).toBe(1)
    await expect(executor.execute(createContext({ nodeConfig }))).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' })
  })

  it('of the network can be retried', async () => {
    await expect(run({ url: 'http://127.0.0.1:1/' })).rejects.toMatchObject({
      name: 'NodeError',
      code: 'HTTP_NETWORK',
      message: '127.0.0.1:1 refused the connection.',
    })
    const host = await serve((request) => request.socket.destroy())
    await expect(run({ url: `http://${host}/` })).rejects.toMatchObject({ name: 'NodeError', code: 'HTTP_NETWORK' })
  })

  it('stops at once when it is aborted, before and during the response', async () => {
    const controller = new AbortController()
    const host = await serve((_, response) => {
      response.write('some')
      controller.abort(new Error('cancelled'))
    })
    await expect(run({ url: `http://${host}/` }, controller.signal)).rejects.toThrow('cancelled')
    await expect(run({ url: `http://${host}/` }, controller.signal)).rejects.toThrow('cancelled')
  })
})

it('shares a circuit among the requests to one host', () => {
  const { circuitKey } = createHttpExecutor()
  const keyOf = (url: unknown) => circuitKey?.({ url })
  expect(keyOf(' https://api.example.com:8443/a?b=c')).toBe('api.example.com:8443')
  expect([keyOf('not a url'), keyOf(undefined), keyOf('data:text/plain,x')]).toEqual([undefined, undefined, undefined])
})
