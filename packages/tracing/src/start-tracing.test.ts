import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { afterEach, expect, it, vi } from 'vitest'
import { startTracing } from './start-tracing.ts'

afterEach(() => vi.unstubAllEnvs())

const end = { executionId: 'e', workflowId: 'w', status: 'completed', createdAt: 1_000, endedAt: 2_000 } as const

it('sends spans to the collector that the standard variable names', async () => {
  const received: { url: string | undefined; body: string }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    received.push({ url: request.url, body })
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const tracing = startTracing({ serviceName: 'spane-test' })
  const trace = tracing.engine.executionCreated({}) ?? ''
  tracing.engine.executionEnded({ ...end, trace })
  await tracing.shutdown()
  server.close()
  expect(received[0]?.url).toBe('/v1/traces')
  expect(received[0]?.body).toContain('spane-test')
  expect(received[0]?.body).toContain('execution w')
})

it('records the part of the traces that it is told to, all spans of a trace or none', async () => {
  const exporter = new InMemorySpanExporter()
  const none = startTracing({ serviceName: 'test', ratio: 0, processor: new SimpleSpanProcessor(exporter) })
  const trace = none.engine.executionCreated({}) ?? ''
  expect(trace).toMatch(/-00$/)
  const span = none.engine.startNode({
    ...end,
    trace,
    nodeId: 'n',
    nodeType: 't',
    attempt: 1,
    start: 1,
    workerId: 'x',
    readyAt: 1_000,
    startedAt: 1_100,
  })
  span.end('completed')
  none.engine.executionEnded({ ...end, trace })
  expect(exporter.getFinishedSpans()).toEqual([])
  await none.shutdown()
})
