import { applyEvents, emptyExecutionView } from '@spane/realtime'
import { describe, expect, it, vi } from 'vitest'
import { refusalOf, setUpApi } from '../../testing/api.fixture.ts'
import { MAX_SHOWN_BYTES } from '../shared/payload.ts'

type Fixture = Awaited<ReturnType<typeof setUpApi>>

async function run(fixture: Fixture, what: 'echo' | 'fail' | 'hold', input = '{}'): Promise<string> {
  const { workflow, revision } = await fixture.createChain(what)
  return (await fixture.api.workflows.run({ id: workflow.id, revision, input })).executionId
}

const nobody = '0199c0de-0000-7000-8000-00000000dead'

describe('executions', () => {
  it('gives the state that its events add up to, and what follows continues it', async () => {
    await using fixture = await setUpApi()
    const executionId = await run(fixture, 'hold')
    const { view } = await fixture.api.executions.get({ id: executionId })
    fixture.behaviour.holding = false
    await fixture.untilStatus(executionId, 'completed')
    const later = await fixture.engine.store.readEvents(executionId, view.seq, 1_000)
    const followed = applyEvents(Object.assign(emptyExecutionView(), view), later)
    const detail = await fixture.api.executions.get({ id: executionId })
    expect(JSON.parse(JSON.stringify(followed))).toEqual(JSON.parse(JSON.stringify(detail.view)))
    expect(detail.view).toMatchObject({
      status: 'completed',
      edges: { 'start-first': 'delivered', 'first-second': 'delivered' },
    })
  })

  it('gives all events in order, page by page, from any number on (10.2)', async () => {
    await using fixture = await setUpApi()
    const id = await run(fixture, 'echo')
    await fixture.untilStatus(id, 'completed')
    const all = await fixture.api.executions.events({ id })
    expect(all.hasMore).toBe(false)
    expect(all.items.map(({ seq }) => seq)).toEqual(all.items.map((_, index) => index + 1))
    const page = await fixture.api.executions.events({ id, after: 2, limit: 3 })
    expect(page).toEqual({ items: all.items.slice(2, 5), hasMore: true })
    expect((await refusalOf(fixture.stranger.executions.events({ id }))).problem.code).toBe('EXECUTION_NOT_FOUND')
  })

  it('tells which nodes of two executions gave the same', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const { workflow, revision } = await fixture.createChain('fail')
    const start = async (input: string) => (await api.workflows.run({ id: workflow.id, revision, input })).executionId
    const id = await start('{"n":1}')
    await fixture.untilStatus(id, 'failed')
    fixture.behaviour.failing = false
    const otherId = await start('{"n":1}')
    await fixture.untilStatus(otherId, 'completed')
    expect((await api.executions.compareOutputs({ id, otherId })).items).toEqual([
      { nodeId: 'first', bytes: [7, 7], same: true },
      { nodeId: 'second', bytes: [null, 7], same: null },
      { nodeId: 'start', bytes: [7, 7], same: true },
    ])
    const thirdId = await start('{"n":22}')
    await fixture.untilStatus(thirdId, 'completed')
    expect((await api.executions.compareOutputs({ id: otherId, otherId: thirdId })).items[0]).toMatchObject({
      bytes: [7, 8],
      same: false,
    })
    const unseen = await refusalOf(fixture.stranger.executions.compareOutputs({ id, otherId }))
    expect(unseen.problem.code).toBe('EXECUTION_NOT_FOUND')
  })

  it('lists newest first, filtered, page by page', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const { workflow, revision } = await fixture.createChain('fail')
    const ids: string[] = []
    for (let i = 0; i < 3; i++) {
      const { executionId } = await api.workflows.run({ id: workflow.id, revision, input: '' })
      ids.unshift(executionId)
      await fixture.untilStatus(executionId, 'failed')
    }
    const done = await run(fixture, 'echo')
    await fixture.untilStatus(done, 'completed')
    const first = await api.executions.list({ status: 'failed', limit: 2 })
    const second = await api.executions.list({ status: 'failed', limit: 2, cursor: first.nextCursor })
    expect([...first.items, ...second.items].map((item) => item.id)).toEqual(ids)
    expect(second.nextCursor).toBeNull()
    expect((await api.executions.list({ status: ['completed', 'cancelled'] })).items).toMatchObject([
      { id: done, workflowName: 'Chain', versionNumber: 1 },
    ])
    expect((await api.executions.list({ workflowId: workflow.id })).items).toHaveLength(3)
    expect((await fixture.stranger.executions.list({})).items).toEqual([])
  })

  it('shows what a node got, gave, logged and why it failed', async () => {
    await using fixture = await setUpApi()
    const executionId = await run(fixture, 'fail', '{"n":1}')
    await fixture.untilStatus(executionId, 'failed')
    const nodeRun = (nodeId: string) => fixture.api.executions.nodeRun({ executionId, nodeId })
    expect(await nodeRun('first')).toMatchObject({
      status: 'completed',
      input: { text: '{"n":1}', bytes: 7, truncated: false },
      output: { text: '{"n":1}' },
      error: null,
      attempts: [{ start: 1, attempt: 1, outcome: 'completed', error: null }],
    })
    const failed = await nodeRun('second')
    expect(failed).toMatchObject({
      status: 'failed',
      input: { text: '{"n":1}' },
      output: null,
      error: { code: 'BROKEN', message: 'It does not work', details: { hint: 'mend it' } },
      attempts: [{ outcome: 'failed', error: { code: 'BROKEN' } }],
    })
    const [attempt] = failed.attempts
    expect(attempt?.error?.stack).toContain('It does not work')
    const times = [attempt?.queuedAt, attempt?.startedAt, attempt?.endedAt]
    expect([...times].sort()).toEqual(times)
    const logs = async (more: object = {}) => (await fixture.api.executions.logs({ executionId, ...more })).items
    expect(await logs()).toMatchObject([
      { nodeId: 'second', start: 1, level: 'info', message: 'I fail', fields: null },
      { nodeId: 'first', start: 1, level: 'info', message: 'I echo' },
    ])
    expect(await logs({ nodeId: 'first' })).toMatchObject([{ message: 'I echo' }])
    expect(await logs({ level: 'warn' })).toEqual([])
    expect(await logs({ text: 'i FAIL' })).toMatchObject([{ message: 'I fail' }])
    const page = await fixture.api.executions.logs({ executionId, limit: 1 })
    expect(await logs({ cursor: page.nextCursor })).toMatchObject([{ message: 'I echo' }])
    expect(await refusalOf(logs({ cursor: 'x' }))).toMatchObject({ problem: { code: 'BAD_CURSOR', field: 'cursor' } })
    expect(await refusalOf(fixture.stranger.executions.logs({ executionId }))).toMatchObject({
      problem: { code: 'EXECUTION_NOT_FOUND' },
    })
  })

  it('has no input for a node that was not reached', async () => {
    await using fixture = await setUpApi()
    const { workflow, revision } = await fixture.createChain('fail')
    const operations = [
      { type: 'addNode', node: { id: 'third', type: 'act', config: {} } },
      {
        type: 'addEdge',
        edge: { id: 'e3', source: 'second', sourcePort: 'main', target: 'third', targetPort: 'main' },
      },
    ] as const
    const saved = await fixture.api.workflows.saveDraft({
      id: workflow.id,
      baseRevision: revision,
      operations: [...operations],
    })
    const { executionId } = await fixture.api.workflows.run({ id: workflow.id, revision: saved.revision, input: '' })
    await fixture.untilStatus(executionId, 'failed')
    expect(await fixture.api.executions.nodeRun({ executionId, nodeId: 'third' })).toMatchObject({
      status: 'pending',
      input: null,
      output: null,
      attempts: [],
    })
  })

  it('cuts what is too long to show', async () => {
    await using fixture = await setUpApi()
    const input = JSON.stringify({ text: 'ü'.repeat(MAX_SHOWN_BYTES) })
    const executionId = await run(fixture, 'echo', input)
    await fixture.untilStatus(executionId, 'completed')
    const { output } = await fixture.api.executions.nodeRun({ executionId, nodeId: 'second' })
    expect(output).toMatchObject({ truncated: true, bytes: Buffer.byteLength(input) })
    expect(Buffer.byteLength(output?.text ?? '')).toBeLessThanOrEqual(MAX_SHOWN_BYTES)
    expect((await fixture.api.executions.get({ id: executionId })).input?.truncated).toBe(true)
  })

  it('takes secrets out of what it shows, and only there', async () => {
    await using fixture = await setUpApi({ redact: (text) => text.replaceAll('hunter2', '•••') })
    const executionId = await run(fixture, 'echo', '{"password":"hunter2"}')
    await fixture.untilStatus(executionId, 'completed')
    const shown = '{"password":"•••"}'
    expect(await fixture.api.executions.get({ id: executionId })).toMatchObject({ input: { text: shown } })
    expect(await fixture.api.executions.nodeRun({ executionId, nodeId: 'second' })).toMatchObject({
      input: { text: shown },
      output: { text: shown },
    })
    expect(await fixture.engine.store.readOutputs(executionId, ['second'])).toEqual({
      second: '{"password":"hunter2"}',
    })
  })

  it('pauses, resumes and cancels, and says the status that follows', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const id = await run(fixture, 'hold')
    await vi.waitFor(
      async () => {
        expect((await api.executions.get({ id })).view.nodes.second?.status).toMatch(/retrying|running/)
      },
      { timeout: 20_000 },
    )
    expect(await api.executions.pause({ id })).toEqual({ status: 'paused' })
    expect(await api.executions.resume({ id })).toEqual({ status: 'running' })
    expect(await api.executions.cancel({ id })).toEqual({ status: 'cancelled' })
    const refusal = await refusalOf(api.executions.pause({ id }))
    expect(refusal.trpcCode).toBe('CONFLICT')
    expect(refusal.problem.message).not.toBe('')
  })

  it('knows only the executions of the workspace', async () => {
    await using fixture = await setUpApi()
    const { api, stranger } = fixture
    const id = await run(fixture, 'hold')
    const attempts = [
      () => api.executions.get({ id: nobody }),
      () => api.executions.nodeRun({ executionId: nobody, nodeId: 'first' }),
      () => api.executions.cancel({ id: nobody }),
      () => stranger.executions.get({ id }),
      () => stranger.executions.nodeRun({ executionId: id, nodeId: 'first' }),
      () => stranger.executions.pause({ id }),
      () => stranger.executions.resume({ id }),
      () => stranger.executions.cancel({ id }),
    ]
    for (const attempt of attempts) expect((await refusalOf(attempt())).problem.code).toBe('EXECUTION_NOT_FOUND')
    expect((await refusalOf(api.executions.nodeRun({ executionId: id, nodeId: 'nobody' }))).problem.code).toBe(
      'NODE_NOT_FOUND',
    )
    expect((await refusalOf(api.executions.get({ id: "x' OR 1=1" }))).problem).toMatchObject({
      code: 'BAD_INPUT',
      field: 'id',
    })
  })
})
