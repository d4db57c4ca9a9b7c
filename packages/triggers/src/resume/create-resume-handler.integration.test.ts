import { createTestDatabase } from '@spane/db/testing'
import { InMemoryExecutionStore, NodeRegistry, type ResumeTarget, WorkflowEngine } from '@spane/engine'
import { nodeDescriptions } from '@spane/nodes/descriptions'
import { createExecutors } from '@spane/nodes/executors'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createResumeHandler } from './create-resume-handler.ts'
import { signResumePath } from './sign-resume.ts'

const KEYS = [{ version: 1, secret: Buffer.alloc(32, 7) }]
const FORM = 'application/x-www-form-urlencoded'

/** An execution that waits for an answer, and the address that takes it. */
async function setUp(config: Record<string, unknown> = {}) {
  const database = await createTestDatabase()
  const { connectionString } = database
  const registry = new NodeRegistry()
  const executors = createExecutors({ sandbox: { runCode: () => Promise.reject(new Error('No code runs here')) } })
  for (const description of nodeDescriptions) {
    registry.register(description.type, executors[description.type] as never, description)
  }
  const engine = new WorkflowEngine(registry, new InMemoryExecutionStore(), null, {
    backend: { type: 'postgres', connectionString },
    prefix: 'resume',
  })
  onTestFinished(async () => {
    await engine.close()
    await database[Symbol.asyncDispose]()
  })
  await engine.startWorkers(2)
  const answer = [
    { name: 'approved', kind: 'yes-no' },
    { name: 'limit', kind: 'number' },
    { name: 'why <b>', kind: 'text' },
  ]
  await engine.publishWorkflow({
    id: 'approval',
    name: 'Approval',
    nodes: [{ id: 'ask', type: 'wait-for-signal', config: { name: 'Order <1>', answer, ...config } }],
    edges: [],
  })
  const executionId = await engine.enqueueWorkflow('approval')
  const node = async () => (await engine.store.readNodeRuns(executionId))[0]
  await vi.waitFor(async () => expect((await node())?.status).toBe('waiting'), { timeout: 20_000 })
  const handle = createResumeHandler({ engine, keys: KEYS })
  const path = (change: Partial<ResumeTarget> = {}) =>
    signResumePath(KEYS, { executionId, nodeId: 'ask', start: 1, ...change })
  const call = (method: string, address: string, body?: string, type?: string, accept = 'text/html,*/*') =>
    handle(
      new Request(`http://localhost${address}`, {
        method,
        headers: { accept, ...(type && { 'content-type': type }) },
        ...(body !== undefined && { body }),
      }),
    )
  return { engine, executionId, node, path, call }
}

it('shows a form, and looking at it as often as one likes changes nothing', async () => {
  const { node, path, call } = await setUp()
  for (const method of ['GET', 'HEAD', 'GET']) expect((await call(method, path())).status).toBe(200)
  const page = await call('GET', path())
  const html = await page.text()
  expect(html).toContain('Order &lt;1&gt;')
  expect(html).toContain('why &lt;b&gt;')
  expect(html).not.toContain('<script')
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(page.headers.get('referrer-policy')).toBe('no-referrer')
  const json = await call('GET', path(), undefined, undefined, 'application/json')
  expect(await json.json()).toMatchObject({ waiting: true, name: 'Order <1>', answer: [{ name: 'approved' }, {}, {}] })
  expect((await node())?.status).toBe('waiting')
})

it('takes the answer of the form once, and tells the second one that nobody waits', async () => {
  const { engine, executionId, path, call } = await setUp()
  const bad = await call('POST', path(), 'f0=yes&f1=many&f2=', FORM)
  expect([bad.status, await bad.text()]).toEqual([400, expect.stringContaining('“limit” must be a number')])
  const body = 'f0=yes&f1=2.5&f2=it+is+fine'
  const both = await Promise.all([call('POST', path(), body, FORM), call('POST', path(), body, FORM)])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 410])
  await vi.waitFor(async () => expect((await engine.store.getExecution(executionId))?.status).toBe('completed'), {
    timeout: 20_000,
  })
  const { nodeResults } = (await engine.store.getExecution(executionId)) ?? {}
  expect(nodeResults?.ask?.data).toEqual({ approved: true, limit: 2.5, 'why <b>': 'it is fine' })
  expect((await call('GET', path())).status).toBe(410)
  const late = await call('POST', path(), '{}', 'application/json', 'application/json')
  expect([late.status, await late.json()]).toMatchObject([410, { code: 'RESUME_LINK_OVER' }])
})

it('takes JSON from programs, and refuses what is none, too large, or for another wait', async () => {
  const { engine, executionId, node, path, call } = await setUp()
  const json = (body: string, address = path()) => call('POST', address, body, 'application/json', 'application/json')
  expect((await json('{"a":')).status).toBe(400)
  expect((await json(`"${'x'.repeat(1024 * 1024)}"`)).status).toBe(400)
  expect((await call('POST', path(), 'x', 'text/plain')).status).toBe(400)
  expect((await json('{}', path({ start: 2 }))).status).toBe(410)
  expect((await json('{}', path({ nodeId: 'other' }))).status).toBe(410)
  expect((await json('{}', `${path()}x`)).status).toBe(404)
  expect((await call('DELETE', path())).status).toBe(405)
  expect((await node())?.status).toBe('waiting')
  expect((await json('{"approved":true}')).status).toBe(202)
  await vi.waitFor(
    async () =>
      expect((await engine.store.getExecution(executionId))?.nodeResults.ask?.data).toEqual({ approved: true }),
    { timeout: 20_000 },
  )
})

it('is over with the wait: when its time has run out, and when the execution was stopped', async () => {
  const short = await setUp({ limit: 'port', amount: 0.3, unit: 'seconds' })
  await vi.waitFor(async () => expect((await short.node())?.status).toBe('completed'), { timeout: 20_000 })
  expect((await short.call('GET', short.path())).status).toBe(410)
  const stopped = await setUp()
  await stopped.engine.cancelWorkflow(stopped.executionId)
  expect((await stopped.call('POST', stopped.path(), '{}', 'application/json')).status).toBe(410)
})
