import { createHmac } from 'node:crypto'
import { listDeliveryRows, listTriggerRows, startListening, stopListening, touchListener } from '@spane/db'
import { expect, it } from 'vitest'
import { setUpTriggers } from '../testing/triggers.fixture.ts'
import { createHookHandler, type HookHandlerOptions } from './create-hook-handler.ts'

interface HooksOptions extends Pick<HookHandlerOptions, 'cutDraft'> {
  workers?: number
  maxQueueDepth?: number
  secrets?: Record<string, string>
}

async function setUpHooks({ workers = 0, maxQueueDepth, secrets = {}, ...options }: HooksOptions = {}) {
  const fixture = await setUpTriggers({ workers, ...(maxQueueDepth !== undefined && { maxQueueDepth }) })
  const handler = createHookHandler({
    ...fixture.context,
    secrets,
    redact: (text) => text.replaceAll('hush', '[secret]'),
    ...options,
  })
  const send = async (path: string, init: RequestInit & { json?: unknown; prefix?: string } = {}) => {
    const { json, prefix = 'hooks', ...rest } = init
    const withJson = json !== undefined && {
      body: JSON.stringify(json),
      headers: { 'content-type': 'application/json', ...init.headers },
    }
    const response = await handler.handle(
      new Request(`http://localhost/${prefix}/${path}`, { method: 'POST', ...rest, ...withJson }),
    )
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: JSON.parse(text) }
  }
  return {
    ...fixture,
    handler,
    send,
    publishHook: (config: object, id = 'hook') => fixture.publish(id, 'webhook-trigger', { path: 'orders', ...config }),
    async inputs(): Promise<unknown[]> {
      const { rows } = await fixture.pool.query('SELECT input FROM execution ORDER BY created_at')
      return rows.map((row) => JSON.parse(row.input))
    },
    [Symbol.asyncDispose]: async () => {
      await handler.close()
      await fixture[Symbol.asyncDispose]()
    },
  }
}

it('starts the published version and answers at once, with headers that let nothing run', async () => {
  await using hooks = await setUpHooks()
  await hooks.publishHook({})
  const { status, headers, body } = await hooks.send('orders?a=1&a=2&b=3', {
    json: { n: 1 },
    headers: { authorization: 'Bearer x', cookie: 'a=b', 'x-own': 'yes' },
  })
  expect(status).toBe(202)
  expect(body).toEqual({ executionId: expect.any(String), statusUrl: `/api/executions/${body.executionId}` })
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-type': 'application/json',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining('sandbox'),
  })
  expect(await hooks.inputs()).toEqual([
    {
      method: 'POST',
      path: '/hooks/orders',
      headers: { 'content-type': 'application/json', 'x-own': 'yes' },
      query: { a: ['1', '2'], b: '3' },
      body: { n: 1 },
    },
  ])
})

it('says when to come back while too much waits', async () => {
  await using hooks = await setUpHooks({ maxQueueDepth: 1 })
  await hooks.publishHook({})
  expect((await hooks.send('orders', { json: {} })).status).toBe(202)
  const { status, headers, body } = await hooks.send('orders', { json: {} })
  expect([status, body.code]).toEqual([429, 'OVERLOADED'])
  expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
})

it('answers at the end with the result, and takes secrets out of it', async () => {
  await using hooks = await setUpHooks({ workers: 2 })
  await hooks.publishHook({ respond: 'at-end', timeoutSeconds: 20 })
  const { status, body } = await hooks.send('orders', { json: { say: '<script>hush</script>' } })
  expect(status).toBe(200)
  expect(body.body).toEqual({ say: '<script>[secret]</script>' })
})

it('answers with what a Respond node says, before the end, under our own guard', async () => {
  await using hooks = await setUpHooks({ workers: 4 })
  await hooks.context.engine.publishWorkflow({
    id: 'page',
    name: 'page',
    nodes: [
      { id: 'start', type: 'webhook-trigger', config: { path: 'orders', respond: 'from-node', timeoutSeconds: 20 } },
      {
        id: 'answer',
        type: 'respond',
        config: {
          status: 201,
          headers: { 'Content-Type': 'text/html', 'X-Frame-Option': 'hush', 'Cache-Control': 'max-age=60' },
          bodyType: 'text',
          text: '<script>alert("hush")</script>',
        },
      },
      { id: 'long', type: 'delay', config: { mode: 'for', amount: 1, unit: 'days' } },
    ],
    edges: [
      { id: 'a', source: 'start', sourcePort: 'main', target: 'answer', targetPort: 'main' },
      { id: 'b', source: 'answer', sourcePort: 'main', target: 'long', targetPort: 'main' },
    ],
  })
  const response = await hooks.handler.handle(new Request('http://localhost/hooks/orders', { method: 'POST' }))
  expect(response.status).toBe(201)
  expect(await response.text()).toBe('<script>alert("[secret]")</script>')
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/html',
    'x-frame-option': '[secret]',
    'cache-control': 'max-age=60',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining('sandbox'),
  })
})

it('starts nothing for a page of ours that would run the answer as a script', async () => {
  await using hooks = await setUpHooks()
  await hooks.publishHook({ method: 'GET' })
  const headers = { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'script' }
  const response = await hooks.handler.handle(new Request('http://localhost/hooks/orders', { headers }))
  expect(response.status).toBe(403)
  expect(await response.json()).toMatchObject({ code: 'NOT_AS_CODE' })
  expect(await hooks.inputs()).toEqual([])
})

it('answers at the end when no Respond node was reached', async () => {
  await using hooks = await setUpHooks({ workers: 2 })
  await hooks.publishHook({ respond: 'from-node', timeoutSeconds: 20 })
  expect((await hooks.send('orders', { json: { a: 1 } })).body).toMatchObject({ body: { a: 1 } })
})

it('turns into 202 with the address of the status when the end takes too long', async () => {
  await using hooks = await setUpHooks()
  await hooks.publishHook({ respond: 'at-end', timeoutSeconds: 1 })
  const { status, headers, body } = await hooks.send('orders', { json: {} })
  expect(status).toBe(202)
  expect(headers.get('location')).toBe(`/api/executions/${body.executionId}`)
})

it('says so when the execution failed', async () => {
  await using hooks = await setUpHooks({ workers: 2 })
  await hooks.context.engine.publishWorkflow({
    id: 'failing',
    name: 'failing',
    nodes: [
      { id: 'start', type: 'webhook-trigger', config: { path: 'orders', respond: 'at-end' } },
      { id: 'stop', type: 'stop-and-error', config: { message: 'No' } },
    ],
    edges: [{ id: 'e', source: 'start', sourcePort: 'main', target: 'stop', targetPort: 'main' }],
  })
  const { status, body } = await hooks.send('orders', { json: {} })
  expect(status).toBe(500)
  expect(body).toMatchObject({ code: 'EXECUTION_FAILED', executionId: expect.any(String) })
})

it('starts one execution for one Idempotency-Key, also when both come at once', async () => {
  await using hooks = await setUpHooks()
  await hooks.publishHook({})
  const headers = { 'idempotency-key': 'order-7' }
  const answers = await Promise.all([1, 2, 3].map((n) => hooks.send('orders', { json: { n }, headers })))
  expect(new Set(answers.map(({ body }) => body.executionId)).size).toBe(1)
  expect(await hooks.inputs()).toHaveLength(1)
  expect((await hooks.send('orders', { json: {}, headers: { 'idempotency-key': 'x'.repeat(256) } })).status).toBe(400)
})

it('takes forms and text, and any name in them', async () => {
  await using hooks = await setUpHooks()
  await hooks.publishHook({})
  await hooks.send('orders', { body: new URLSearchParams('a=1&__proto__=2&a=3') })
  await hooks.send('orders', { body: 'hello', headers: { 'content-type': 'text/plain' } })
  await hooks.send('orders')
  const bodies = (await hooks.inputs()).map((input) => (input as { body: unknown }).body)
  expect(JSON.stringify(bodies)).toBe('[{"a":["1","3"],"__proto__":"2"},"hello",null]')
})

it('refuses what it cannot read', async () => {
  await using hooks = await setUpHooks()
  await hooks.publishHook({})
  const json = { 'content-type': 'application/json' }
  const cases: [RequestInit, number, string][] = [
    [{ body: '{"a":', headers: json }, 400, 'BAD_BODY'],
    [{ body: '['.repeat(100_000), headers: json }, 400, 'BAD_BODY'],
    [{ body: Buffer.from([0x22, 0xff, 0x22]), headers: json }, 400, 'BAD_BODY'],
    [{ body: 'x', headers: { 'content-type': 'multipart/form-data; boundary=x' } }, 400, 'BAD_MULTIPART'],
    [{ body: '{}', headers: { 'content-type': 'multipart/form-data' } }, 400, 'BAD_MULTIPART'],
    [{ body: 'x', headers: { 'content-type': 'application/octet-stream' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [{ body: 'x'.repeat(9 * 1024 * 1024) }, 413, 'PAYLOAD_TOO_LARGE'],
    [
      { body: new Blob(['x'.repeat(9 * 1024 * 1024)]).stream(), duplex: 'half' } as RequestInit,
      413,
      'PAYLOAD_TOO_LARGE',
    ],
  ]
  for (const [init, status, code] of cases) {
    expect(await hooks.send('orders', init)).toMatchObject({ status, body: { code } })
  }
  expect(await hooks.inputs()).toEqual([])
})

it('knows which addresses there are', async () => {
  await using hooks = await setUpHooks()
  expect(await hooks.send('orders')).toMatchObject({ status: 404, body: { code: 'HOOK_NOT_FOUND' } })
  await hooks.publishHook({})
  expect((await hooks.send('orders')).status).toBe(202)
  const wrong = await hooks.send('orders', { method: 'PUT' })
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST'])
  for (const path of ['orders/', 'Orders', 'orders%00', '../hooks/', '', '..%2forders']) {
    expect((await hooks.send(path)).status).toBe(404)
  }
  await hooks.pool.query('UPDATE trigger SET active = false')
  expect(await hooks.send('orders')).toMatchObject({ status: 404, body: { code: 'HOOK_PAUSED' } })

  await hooks.pool.query('UPDATE trigger SET active = true')
  await hooks.publishHook({ path: 'moved' })
  expect((await hooks.send('orders')).status).toBe(404)
  expect((await hooks.send('moved')).status).toBe(202)
  await hooks.pool.query('UPDATE workflow SET deleted_at = now()')
  expect((await hooks.send('moved')).status).toBe(404)
})

it('lets nobody in without the secret, and records who was refused', async () => {
  await using hooks = await setUpHooks({ secrets: { HOOK: 'abc' } })
  await hooks.publishHook({ auth: 'bearer', secret: 'HOOK' })
  await hooks.publishHook({ path: 'unset', auth: 'bearer', secret: 'MISSING' }, 'unset')
  expect((await hooks.send('orders', { json: {} })).status).toBe(401)
  expect((await hooks.send('unset', { json: {}, headers: { authorization: 'Bearer ' } })).status).toBe(503)
  expect((await hooks.send('orders', { json: {}, headers: { authorization: 'Bearer abc' } })).status).toBe(202)
  expect(await hooks.inputs()).toHaveLength(1)

  await hooks.handler.close()
  const [trigger] = await listTriggerRows(hooks.pool, 'local', 'hook')
  const deliveries = await listDeliveryRows(hooks.pool, trigger?.id as string, 10)
  expect(deliveries.map((row) => row.status)).toEqual(['started', 'refused'])
})

it('starts nothing for a signed request that was recorded and is sent again', async () => {
  await using hooks = await setUpHooks({ secrets: { HOOK: 'abc' } })
  await hooks.publishHook({ auth: 'hmac-stripe', secret: 'HOOK' })
  const time = Math.floor(hooks.clock.now / 1_000)
  const body = '{"id":"evt_1"}'
  const signature = createHmac('sha256', 'abc').update(`${time}.${body}`).digest('hex')
  const headers = { 'content-type': 'application/json', 'stripe-signature': `t=${time},v1=${signature}` }
  const first = await hooks.send('orders', { body, headers })
  const again = await hooks.send('orders', { body, headers })
  expect(again).toMatchObject({ status: 202, body: { executionId: first.body.executionId } })
  const disguised = await hooks.send('orders', { body, headers: { ...headers, 'idempotency-key': 'other' } })
  expect(disguised).toMatchObject({ status: 409, body: { code: 'REPLAYED' } })
  hooks.clock.now += 301_000
  expect((await hooks.send('orders', { body, headers })).status).toBe(401)
  expect(await hooks.inputs()).toHaveLength(1)
})

it('answers test calls with the draft while somebody listens, and tells how to otherwise', async () => {
  const cut = { refusal: undefined as string | undefined }
  await using hooks = await setUpHooks({
    secrets: { HOOK: 'abc' },
    cutDraft: async (_, entryNodeId) =>
      cut.refusal === undefined ? { versionId: version.id, entryNodeId } : { refusal: cut.refusal },
  })
  const { pool } = hooks
  const version = await hooks.publishHook({ path: 'live' })
  const config = { path: 'draft', auth: 'bearer', secret: 'HOOK' }
  const draft = { id: 'hook', name: 'hook', nodes: [{ id: 'start', type: 'webhook-trigger', config }], edges: [] }
  await pool.query('UPDATE workflow SET draft = $1', [JSON.stringify(draft)])
  const headers = { authorization: 'Bearer abc', 'idempotency-key': 'same' }
  const call = (change: RequestInit = {}) =>
    hooks.send('draft', { prefix: 'hooks-test', json: { n: 1 }, headers, ...change })
  const listener = { workspaceId: 'local', workflowId: 'hook' }

  expect(await call()).toMatchObject({
    status: 404,
    body: { code: 'HOOK_NOT_FOUND', detail: expect.stringContaining('Listen for a test call') },
  })
  await startListening(pool, { ...listener, seconds: 60 })
  expect((await hooks.send('draft', { json: {}, headers })).status).toBe(404)
  expect((await call({ headers: {} })).status).toBe(401)
  expect((await call({ method: 'PUT' })).status).toBe(405)
  const [first, second] = [await call(), await call()]
  expect([first.status, second.status]).toEqual([202, 202])
  expect(second.body.executionId).not.toBe(first.body.executionId)
  expect(await touchListener(pool, 'local', 'hook')).toMatchObject({ calls: 2, executionId: second.body.executionId })

  cut.refusal = 'The workflow has mistakes.'
  expect(await call()).toMatchObject({ status: 422, body: { code: 'DRAFT_INVALID', detail: cut.refusal } })
  await pool.query(`UPDATE hook_listener SET until = clock_timestamp() - interval '1 second'`)
  expect((await call()).status).toBe(404)
  await startListening(pool, { ...listener, seconds: 60 })
  await pool.query(`UPDATE hook_listener SET seen_at = clock_timestamp() - interval '11 seconds'`)
  expect((await call()).status).toBe(404)
  await touchListener(pool, 'local', 'hook')
  expect((await call()).status).toBe(422)
  await stopListening(pool, 'local', 'hook')
  expect((await call()).status).toBe(404)
  expect(await hooks.inputs()).toHaveLength(2)
})
