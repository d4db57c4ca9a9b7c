import { createMetrics } from '@spane/metrics'
import { expect, it } from 'vitest'
import { startHealthServer } from './health-server.ts'

async function start(ping: () => Promise<void> = async () => undefined) {
  const metrics = createMetrics({ process: 'worker' })
  const server = await startHealthServer({ port: 0, host: '127.0.0.1', ping, metrics })
  const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${server.port}${path}`, init)
  return { metrics, get, [Symbol.asyncDispose]: () => server.close() }
}

it('answers whether the database answers', async () => {
  await using well = await start()
  expect((await well.get('/health')).status).toBe(200)
  await using ill = await start(() => Promise.reject(new Error('down')))
  expect((await ill.get('/health')).status).toBe(503)
})

it('tells what its engine counted, in the format of Prometheus', async () => {
  await using server = await start()
  server.metrics.engine.nodeTakenOver()
  const response = await server.get('/metrics')
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  expect(await response.text()).toContain('spane_nodes_taken_over_total{process="worker"} 1')
})

it('answers nothing else', async () => {
  await using server = await start()
  expect((await server.get('/')).status).toBe(404)
  expect((await server.get('/metrics', { method: 'POST', body: 'x' })).status).toBe(405)
})
