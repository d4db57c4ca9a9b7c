import { expect, test } from '@playwright/test'
import { expectStatuses, nodeCard } from './support/editor.ts'

const definition = {
  id: 'registered-by-rest',
  name: 'Registered by REST',
  entryNodeId: 'begin',
  nodes: [
    { id: 'begin', type: 'manual-trigger', config: {}, inputs: [], outputs: ['double'] },
    {
      id: 'double',
      type: 'transform',
      config: { fields: [{ name: 'doubled', value: '{{ input.n * 2 }}' }] },
      inputs: ['begin'],
      outputs: [],
    },
  ],
}

test('opens on the canvas what was registered by REST, and runs it by REST', async ({ page, request }) => {
  const registered = await request.post('/api/workflows', { data: definition })
  expect(registered.status()).toBe(201)
  await page.goto(`/workflows/${definition.id}`)
  await expect(nodeCard(page, 'begin')).toBeVisible()
  await expect(page.locator('[data-edge-id][data-source="begin"][data-target="double"]')).toHaveCount(1)

  const headers = { 'idempotency-key': 'only-once' }
  const start = () =>
    request.post(`/api/workflows/${definition.id}/execute`, { data: { initialData: { n: 21 } }, headers })
  const started = await start()
  expect(started.status()).toBe(202)
  const { executionId } = await started.json()
  expect((await (await start()).json()).executionId).toBe(executionId)

  await expect
    .poll(async () => (await (await request.get(`/api/executions/${executionId}`)).json()).status)
    .toBe('completed')
  const execution = await (await request.get(`/api/executions/${executionId}`)).json()
  expect(execution.nodeResults.double).toMatchObject({ status: 'completed', success: true, data: { doubled: 42 } })

  await page.goto(`/executions/${executionId}`)
  await expectStatuses(page, { begin: 'completed', double: 'completed' })
})

test('answers what is wrong with problem+json and a status that tells whose fault it is', async ({ request }) => {
  const cycle = {
    ...definition,
    id: 'round',
    nodes: definition.nodes.map((node) =>
      node.id === 'begin' ? { ...node, type: 'merge', inputs: ['double'] } : { ...node, outputs: ['begin'] },
    ),
  }
  const refused = await request.post('/api/workflows', { data: cycle })
  expect(refused.status()).toBeGreaterThanOrEqual(400)
  expect(refused.status()).toBeLessThan(500)
  expect(refused.headers()['content-type']).toContain('application/problem+json')
  expect(JSON.stringify(await refused.json())).toContain('CYCLE')

  expect((await request.get('/api/executions/unknown')).status()).toBe(404)
  expect((await request.post('/api/workflows/unknown/execute', { data: {} })).status()).toBe(404)
  expect((await request.post('/api/dlq/unknown/retry', { data: {} })).status()).toBe(404)
  const form = await request.post('/api/workflows', { form: { a: '1' } })
  expect(form.status()).toBe(415)
  const foreign = await request.post('/api/workflows', { data: definition, headers: { origin: 'http://evil.example' } })
  expect(foreign.status()).toBe(403)
})
