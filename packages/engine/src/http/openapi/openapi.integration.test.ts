import { Redis } from 'ioredis'
import { expect, inject, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'
import { InMemoryExecutionStore } from '../../memory/in-memory-execution-store.ts'
import { NodeRegistry } from '../../registry/node-registry.ts'
import { WorkflowEngine } from '../../workflow-engine.ts'
import { createApiHandler } from '../create-api-handler.ts'
import { apiOperations } from './api-operations.ts'
import type { OpenApiDocument } from './create-openapi-document.ts'

const BASE = 'http://localhost/api'
const NOBODY = '0199c0de-0000-7000-8000-00000000dead'

it('answers as its OpenAPI document says, errors too', async () => {
  const redis = new Redis(inject('testRedisUrl'))
  const registry = new NodeRegistry()
    .register('pass', {
      execute: ({ inputData, log }) => {
        log.warn('passing', { by: 'hand' })
        return { success: true, data: inputData }
      },
    })
    .register('hold', { execute: ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', reject)) })
    .register('wait', {
      execute: ({ resumed, signalled }) =>
        resumed ? { success: true, data: signalled } : { success: true, waitForSignal: {} },
    })
    .register('break', { execute: () => ({ success: false, error: 'no' }) })
  const engine = new WorkflowEngine(registry, new InMemoryExecutionStore(), redis, {
    prefix: `openapi-${process.pid}`,
    defaults: { retries: 0 },
  })
  onTestFinished(async () => {
    await engine.close()
    redis.disconnect()
  })
  await engine.startWorkers(2)
  const drafts = new Set<string>()
  const handle = createApiHandler(engine, { hasDraft: async (id) => drafts.has(id) })
  const document = (await (await handle(new Request(`${BASE}/openapi.json`))).json()) as OpenApiDocument
  const unseen = new Set(apiOperations.map(({ operationId }) => operationId))

  /** Sends a request and holds its answer against what the document says of this operation and status. */
  async function call(operationId: string, ids: Record<string, string> = {}, body?: unknown, status?: number) {
    const operation = apiOperations.find((candidate) => candidate.operationId === operationId)
    if (!operation) throw new Error(`no operation ${operationId}`)
    unseen.delete(operationId)
    const path = operation.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(ids[name] ?? ''))
    const response = await handle(
      new Request(operation.open ? `http://localhost${path}` : `${BASE}${path}`, {
        method: operation.method.toUpperCase(),
        ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      }),
    )
    expect(response.status, operationId).toBe(status ?? operation.answer.status)
    const described = document.paths[operation.path.replace(/:(\w+)/g, '{$1}')]?.[operation.method] as {
      responses: Record<string, { content: Record<string, { schema: { $ref: string } }> }>
    }
    const [type, { schema }] = Object.entries(described.responses[response.status]?.content ?? {})[0] ?? ['', {}]
    expect(response.headers.get('content-type')).toContain(type)
    const name = schema?.$ref.split('/').at(-1) as keyof OpenApiDocument['components']['schemas']
    const answer = await response.json()
    const checked = z.fromJSONSchema(document.components.schemas[name]).safeParse(answer)
    expect(checked.error, `${operationId} answered ${JSON.stringify(answer)}`).toBeUndefined()
    return answer
  }
  async function ended(id: string): Promise<void> {
    await vi.waitFor(
      async () => expect(['completed', 'failed']).toContain((await call('getExecution', { id })).status),
      { timeout: 20_000 },
    )
  }

  await call('getHealth')
  await call('getOpenApiDocument')
  const nodes = [
    { id: 'a', type: 'pass', config: { deep: { x: [1, null] } } },
    { id: 'b', type: 'break' },
  ]
  await call('publishWorkflow', {}, { id: 'w', name: 'W', nodes, edges: [{ source: 'a', target: 'b' }] })
  await call('publishWorkflow', {}, { id: 'w', name: 'W', nodes: [{ id: 'a', type: 'nowhere' }] }, 422)
  await call('getWorkflow', { id: 'w' })
  await call('getWorkflow', { id: 'none' }, undefined, 404)
  const { executionId } = await call('executeWorkflow', { id: 'w' }, { initialData: { n: 1 } })
  await ended(executionId)
  const lines = (await call('listLogs', { id: executionId })).items
  expect(lines).toMatchObject([{ nodeId: 'a', start: 1, level: 'warn', message: 'passing', fields: { by: 'hand' } }])
  await call('listLogs', { id: NOBODY }, undefined, 404)
  const page = await call('listDeadLetters')
  expect(page.items).toHaveLength(1)
  await call('retryDeadLetter', { id: page.items[0].id }, { input: { n: 2 } })
  await call('executeWorkflow', { id: 'w' }, { entryNodeId: 7 }, 400)
  await ended(executionId)

  const letter = { id: page.items[0].id }
  await vi.waitFor(async () => expect((await call('getDeadLetterHistory', letter)).items).toHaveLength(3), {
    timeout: 20_000,
  })
  expect(await call('discardDeadLetter', letter)).toEqual({ ...letter, status: 'discarded' })
  await call('discardDeadLetter', letter, undefined, 409)
  expect(await call('restoreDeadLetter', letter)).toEqual({ ...letter, status: 'open' })
  const groups = await call('listDeadLetterGroups')
  expect(groups.items).toMatchObject([{ fingerprint: page.items[0].fingerprint, counts: { open: 1 } }])
  const letters = { fingerprint: page.items[0].fingerprint }
  await call('startBatch', {}, { action: 'discard', letters: { ids: [] } }, 400)
  const batch = { id: (await call('startBatch', {}, { action: 'retry', letters, canary: 1 })).id }
  await vi.waitFor(async () => expect(await call('getBatch', batch)).toMatchObject({ status: 'completed' }), {
    timeout: 20_000,
  })
  expect((await call('listBatches')).items).toHaveLength(1)
  expect((await call('listBatchItems', batch)).items).toMatchObject([{ letterId: letter.id, status: 'failed' }])
  await call('continueBatch', batch, undefined, 409)
  await call('cancelBatch', batch, undefined, 409)

  await engine.publishWorkflow({ id: 'held', name: 'Held', nodes: [{ id: 'a', type: 'hold' }] })
  const id = (await call('executeWorkflow', { id: 'held' })).executionId
  await call('resumeExecution', { id }, undefined, 409)
  expect(await call('pauseExecution', { id })).toEqual({ executionId: id, status: 'paused' })
  await call('resumeExecution', { id })
  expect(await call('cancelExecution', { id })).toEqual({ executionId: id, status: 'cancelled' })
  await call('cancelExecution', { id }, undefined, 409)
  await call('getStats')

  await engine.publishWorkflow({ id: 'waits', name: 'Waits', nodes: [{ id: 'a', type: 'wait' }] })
  const waiting = { id: (await call('executeWorkflow', { id: 'waits' })).executionId, nodeId: 'a' }
  await vi.waitFor(
    async () => {
      expect((await call('getExecution', waiting)).nodeResults.a.status).toBe('waiting')
    },
    { timeout: 20_000 },
  )
  await call('signalNode', { ...waiting, nodeId: 'b' }, { payload: 1 }, 404)
  await call('signalNode', waiting, { payload: { approved: true } })
  await ended(waiting.id)
  expect((await call('getExecution', waiting)).nodeResults.a.data).toEqual({ payload: { approved: true } })
  await call('signalNode', waiting, {}, 409)

  const many = await call('startExecutions', {}, { items: [{ workflowId: 'held' }, { workflowId: 'none' }] })
  expect(many.items).toMatchObject([{ ok: true }, { ok: false, error: { code: 'WORKFLOW_NOT_FOUND' } }])
  await call('cancelExecutions', {}, { ids: [many.items[0].executionId] })
  await call('rerunExecutions', {}, { ids: [executionId], version: 'latest' })
  await call('rerunExecution', { id: executionId }, { fromNodeId: 'b' })
  await call('rerunExecution', { id: executionId }, { fromNodeId: 'nowhere' }, 404)
  drafts.add('draft')
  expect(await call('executeWorkflow', { id: 'draft' }, {}, 409)).toMatchObject({
    code: 'WORKFLOW_NOT_PUBLISHED',
    detail: expect.stringContaining('publish it'),
  })
  await call('executeWorkflow', { id: 'none' }, {}, 404)
  await call('listLimits')
  await call('closeCircuit', {}, { id: 'none' }, 404)
  expect([...unseen]).toEqual([])
})
