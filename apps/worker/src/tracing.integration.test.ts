import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { createPostgresStore } from '@spane/db'
import { createTestDatabase } from '@spane/db/testing'
import { NodeRegistry, WorkflowEngine } from '@spane/engine'
import { nodeDescriptions } from '@spane/nodes/descriptions'
import { createExecutors } from '@spane/nodes/executors'
import { startTracing } from '@spane/tracing'
import { expect, it, vi } from 'vitest'

const CALLER = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' }
const SECRET = 'payload-that-no-span-may-hold'

const idsOf = (span: ReadableSpan | undefined) => span?.spanContext()
const parentOf = (span: ReadableSpan | undefined) => span?.parentSpanContext?.spanId

it('makes an execution one trace from its caller on, over processes, children and what nodes call', async () => {
  await using database = await createTestDatabase()
  const called: string[] = []
  const server = createServer((request, response) => {
    called.push(String(request.headers.traceparent))
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const port = (server.address() as AddressInfo).port

  const open = (exporter: InMemorySpanExporter) => {
    const tracing = startTracing({ serviceName: 'test', processor: new SimpleSpanProcessor(exporter) })
    const registry = new NodeRegistry()
    const executors = createExecutors({
      sandbox: { runCode: () => Promise.reject(new Error('No code runs here')) },
      http: { allow: ['127.0.0.1'] },
    })
    for (const description of nodeDescriptions) {
      const executor = executors[description.type]
      if (executor) registry.register(description.type, executor, description)
    }
    registry.register('fail', {
      execute: ({ inputData }) => {
        throw Object.assign(new Error(`no good: ${JSON.stringify(inputData)}`), { code: 'NO_GOOD' })
      },
    })
    const engine = new WorkflowEngine(registry, createPostgresStore({ pool: database.pool }), null, {
      backend: { type: 'postgres', connectionString: database.connectionString },
      tracer: tracing.engine,
      defaults: { retries: 0 },
    })
    return { engine, close: () => engine.close().then(() => tracing.shutdown()) }
  }
  // As the web process and a worker: one starts, the other runs.
  const [webSpans, workerSpans] = [new InMemorySpanExporter(), new InMemorySpanExporter()]
  const [web, worker] = [open(webSpans), open(workerSpans)]
  try {
    await web.engine.publishWorkflow({
      id: 'child',
      name: 'Child',
      entryNodeId: 'broken',
      nodes: [{ id: 'broken', type: 'fail' }],
    })
    await web.engine.publishWorkflow({
      id: 'parent',
      name: 'Parent',
      entryNodeId: 'call',
      nodes: [
        { id: 'call', type: 'http', config: { url: `http://127.0.0.1:${port}/` }, outputs: ['below'] },
        { id: 'below', type: 'sub-workflow', config: { workflowId: 'child' }, inputs: ['call'] },
      ],
    })
    await worker.engine.startWorkers(4)
    const traceparent = `00-${CALLER.traceId}-${CALLER.spanId}-01`
    const executionId = await web.engine.enqueueWorkflow('parent', { secret: SECRET }, { traceparent })
    await vi.waitFor(async () => expect((await web.engine.store.readExecution(executionId))?.status).toBe('failed'), {
      timeout: 15_000,
      interval: 20,
    })
    await vi.waitFor(
      () => expect(workerSpans.getFinishedSpans().filter((span) => span.name.startsWith('execution'))).toHaveLength(2),
      { timeout: 20_000 },
    )

    const spans = [...webSpans.getFinishedSpans(), ...workerSpans.getFinishedSpans()]
    expect(new Set(spans.map((span) => idsOf(span)?.traceId))).toEqual(new Set([CALLER.traceId]))
    const find = (name: string) => spans.find((span) => span.name === name)
    const parent = find('execution parent')
    expect(parentOf(parent)).toBe(CALLER.spanId)
    for (const name of ['node call', 'queued call', 'node below'])
      expect([name, parentOf(find(name))]).toEqual([name, idsOf(parent)?.spanId])
    const calling = idsOf(find('node call'))
    expect(called).toEqual([`00-${CALLER.traceId}-${calling?.spanId}-01`])
    // Each start of the node has a span; the child stands under the one that began it.
    const starts = spans.filter((span) => span.name === 'node below').map((span) => idsOf(span)?.spanId)
    expect(starts).toContain(parentOf(find('execution child')))
    const broken = find('node broken')
    expect(parentOf(broken)).toBe(idsOf(find('execution child'))?.spanId)
    expect(broken?.attributes).toMatchObject({ 'spane.node.outcome': 'failed', 'error.type': 'NO_GOOD' })
    for (const part of ['claim', 'commit'])
      expect(spans.some((span) => span.name === part && parentOf(span) === idsOf(broken)?.spanId)).toBe(true)

    const told = JSON.stringify(
      spans.map(({ name, attributes, status, events }) => ({ name, attributes, status, events })),
    )
    expect(told).not.toContain(SECRET)
  } finally {
    await web.close()
    await worker.close()
    server.close()
  }
})

it('traces nothing, and stores nothing of it, without a tracer', async () => {
  await using database = await createTestDatabase()
  const registry = new NodeRegistry().register('look', {
    execute: (context) => ({ success: true, data: 'traceparent' in context }),
  })
  const engine = new WorkflowEngine(registry, createPostgresStore({ pool: database.pool }), null, {
    backend: { type: 'postgres', connectionString: database.connectionString },
  })
  try {
    engine.registerWorkflow({ id: 'w', name: 'W', entryNodeId: 'a', nodes: [{ id: 'a', type: 'look' }] })
    await engine.startWorkers(1)
    const traceparent = `00-${CALLER.traceId}-${CALLER.spanId}-01`
    const executionId = await engine.enqueueWorkflow('w', {}, { traceparent })
    await vi.waitFor(
      async () => expect((await engine.store.getExecution(executionId))?.nodeResults.a?.data).toBe(false),
      { timeout: 15_000, interval: 20 },
    )
    expect((await engine.store.readExecution(executionId))?.trace).toBeNull()
  } finally {
    await engine.close()
  }
})
