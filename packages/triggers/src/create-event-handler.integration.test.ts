import { expect, it } from 'vitest'
import { createEventHandler } from './create-event-handler.ts'
import { runDueTriggers } from './run-due-triggers.ts'
import { setUpTriggers } from './testing/triggers.fixture.ts'

const post = (name: string, body: unknown, headers: Record<string, string> = {}) =>
  new Request(`http://localhost/api/events/${name}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  })
const event = { event: 'order.paid' }

it('starts every workflow that listens, once a key', async () => {
  await using fixture = await setUpTriggers()
  const handle = createEventHandler(fixture.context)
  for (const id of ['a', 'b']) await fixture.publish(id, 'event-trigger', event)
  await fixture.publish('other', 'event-trigger', { event: 'order' })
  const send = async () => {
    const response = await handle(post('order.paid', { id: 7 }, { 'idempotency-key': 'k' }))
    return { status: response.status, body: await response.json() }
  }
  const [first, again] = await Promise.all([send(), send()])
  expect(first.status).toBe(202)
  expect(again.status).toBe(202)
  const settled = await send()
  expect(settled.body).toEqual({
    event: 'order.paid',
    executions: expect.arrayContaining(
      ['a', 'b'].map((workflowId) => ({ workflowId, executionId: expect.any(String) })),
    ),
  })
  const { rows } = await fixture.pool.query('SELECT workflow_id, input FROM execution ORDER BY workflow_id')
  const input = '{"event":"order.paid","payload":{"id":7}}'
  expect(rows).toEqual([
    { workflow_id: 'a', input },
    { workflow_id: 'b', input },
  ])
})

it('starts later what it accepted and could not start, with its payload', async () => {
  await using fixture = await setUpTriggers()
  await fixture.publish('a', 'event-trigger', event)
  const { engine } = fixture.context
  const away = { store: engine.store, startVersion: () => Promise.reject(new Error('away')) }
  const response = await createEventHandler({ ...fixture.context, engine: away })(post('order.paid', [1]))
  expect(response.status).toBe(202)
  expect(await response.json()).toMatchObject({ executions: [{ workflowId: 'a', executionId: null }] })
  await runDueTriggers(fixture.context)
  const { rows } = await fixture.pool.query('SELECT input FROM execution')
  expect(rows).toEqual([{ input: '{"event":"order.paid","payload":[1]}' }])
})

it('refuses who has no key, and what is no event', async () => {
  await using fixture = await setUpTriggers()
  const handle = createEventHandler({ ...fixture.context, apiKey: 'k' })
  const statusOf = async (request: Request) => (await handle(request)).status
  const key = { authorization: 'Bearer k' }
  expect(await statusOf(post('order.paid', {}))).toBe(401)
  expect(await statusOf(post('order.paid', {}, { authorization: 'Bearer x' }))).toBe(401)
  expect(await statusOf(post('..', {}, key))).toBe(404)
  expect(await statusOf(post('a/b', {}, key))).toBe(404)
  expect(await statusOf(new Request('http://localhost/api/events/a', { headers: key }))).toBe(405)
  expect(await statusOf(post('nobody.listens', {}, key))).toBe(202)
})
