import { describe, expect, it, vi } from 'vitest'
import { refusalOf, setUpApi } from '../../testing/api.fixture.ts'

type Fixture = Awaited<ReturnType<typeof setUpApi>>

/** Runs a chain whose second node fails for good; returns its letter. */
async function fail(fixture: Fixture, input = '{"n":1}') {
  const { workflow, revision } = await fixture.createChain('fail')
  const { executionId } = await fixture.api.workflows.run({ id: workflow.id, revision, input })
  await fixture.untilStatus(executionId, 'failed')
  const { items } = await fixture.api.deadLetters.list({ workflowId: workflow.id })
  return { executionId, workflow, id: items[0]?.id ?? expect.fail('There is no letter') }
}

const nobody = '0199c0de-0000-7000-8000-00000000dead'

describe('dead letters', () => {
  it('tells what failed, where, with which input and in which attempts', async () => {
    await using fixture = await setUpApi()
    const { id, executionId, workflow } = await fail(fixture)
    const summary = {
      id,
      status: 'open',
      executionId,
      executionStatus: 'failed',
      workflowId: workflow.id,
      workflowName: 'Chain',
      nodeId: 'second',
      nodeName: 'Second one',
      nodeType: 'act',
      errorCode: 'BROKEN',
      errorMessage: 'It does not work',
      failures: 1,
      attempts: 1,
    }
    expect((await fixture.api.deadLetters.list({})).items).toMatchObject([summary])
    const detail = await fixture.api.deadLetters.get({ id })
    expect(detail).toMatchObject({
      ...summary,
      input: { text: '{"n":1}' },
      history: [{ attempt: 1, outcome: 'failed' }],
    })
    expect(detail.history[0]?.error?.stack).toContain('It does not work')
    expect((await fixture.api.system.status()).openDeadLetters).toBe(1)
  })

  it('retries until the execution is completed, and runs nothing twice that was done', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const { id, executionId } = await fail(fixture)
    fixture.behaviour.failing = false
    expect(await api.deadLetters.retry({ id })).toEqual({ executionId })
    await fixture.untilStatus(executionId, 'completed')
    expect(await api.deadLetters.get({ id })).toMatchObject({ status: 'resolved', executionStatus: 'completed' })
    expect((await api.executions.nodeRun({ executionId, nodeId: 'first' })).attempts).toHaveLength(1)
    expect((await api.executions.nodeRun({ executionId, nodeId: 'second' })).attempts).toHaveLength(2)
    expect((await refusalOf(api.deadLetters.retry({ id }))).trpcCode).toBe('CONFLICT')
  })

  it('retries with an edited input', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const { id, executionId } = await fail(fixture)
    const refusal = await refusalOf(api.deadLetters.retry({ id, input: '{"n":' }))
    expect(refusal).toMatchObject({ trpcCode: 'BAD_REQUEST', problem: { code: 'BAD_INPUT', field: 'input' } })
    expect((await api.deadLetters.get({ id })).status).toBe('open')
    fixture.behaviour.failing = false
    await api.deadLetters.retry({ id, input: '{"n":2}' })
    await fixture.untilStatus(executionId, 'completed')
    expect(await api.executions.nodeRun({ executionId, nodeId: 'second' })).toMatchObject({
      input: { text: '{"n":2}' },
      output: { text: '{"n":2}' },
    })
  })

  it('opens the same letter again when the retry fails', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const { id } = await fail(fixture)
    await api.deadLetters.retry({ id })
    await vi.waitFor(
      async () => expect(await api.deadLetters.get({ id })).toMatchObject({ status: 'open', failures: 2 }),
      { timeout: 20_000 },
    )
    expect((await api.deadLetters.get({ id })).history).toHaveLength(2)
    expect((await api.deadLetters.list({})).items).toHaveLength(1)
  })

  it('lets one of two people who retry at once start it', async () => {
    await using fixture = await setUpApi()
    const { id, executionId } = await fail(fixture)
    fixture.behaviour.failing = false
    const retries = await Promise.allSettled([1, 2, 3].map(() => fixture.api.deadLetters.retry({ id })))
    expect(retries.filter((retry) => retry.status === 'fulfilled')).toHaveLength(1)
    await fixture.untilStatus(executionId, 'completed')
    expect((await fixture.api.executions.nodeRun({ executionId, nodeId: 'second' })).attempts).toHaveLength(2)
  })

  it('sets a letter aside and takes it back', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const { id } = await fail(fixture)
    expect(await api.deadLetters.discard({ id })).toEqual({ id, status: 'discarded' })
    expect((await api.deadLetters.list({ status: 'open' })).items).toEqual([])
    expect((await api.deadLetters.list({ status: ['open', 'discarded'] })).items).toHaveLength(1)
    expect((await refusalOf(api.deadLetters.discard({ id }))).trpcCode).toBe('CONFLICT')
    expect(await api.deadLetters.restore({ id })).toEqual({ id, status: 'open' })
  })

  it('pages by key and knows only the letters of the workspace', async () => {
    await using fixture = await setUpApi()
    const { api, stranger } = fixture
    const letters = [await fail(fixture), await fail(fixture), await fail(fixture)].map((letter) => letter.id)
    const first = await api.deadLetters.list({ limit: 2 })
    const second = await api.deadLetters.list({ limit: 2, cursor: first.nextCursor })
    expect([...first.items, ...second.items].map((item) => item.id)).toEqual(letters.reverse())
    const id = letters[0] as string
    expect((await stranger.deadLetters.list({})).items).toEqual([])
    const attempts = [
      () => api.deadLetters.get({ id: nobody }),
      () => stranger.deadLetters.get({ id }),
      () => stranger.deadLetters.retry({ id }),
      () => stranger.deadLetters.discard({ id }),
      () => stranger.deadLetters.restore({ id }),
    ]
    for (const attempt of attempts) expect((await refusalOf(attempt())).problem.code).toBe('DEAD_LETTER_NOT_FOUND')
    expect((await stranger.system.status()).openDeadLetters).toBe(0)
  })
})

describe('groups and batches of dead letters', () => {
  it('groups alike failures with the names that people know, and filters them', async () => {
    await using fixture = await setUpApi()
    const { api, stranger } = fixture
    const { workflow } = await fail(fixture)
    const { items } = await api.deadLetters.groups({ status: ['open', 'retrying'] })
    expect(items).toMatchObject([
      {
        workflowId: workflow.id,
        workflowName: 'Chain',
        nodeId: 'second',
        nodeName: 'Second one',
        errorCode: 'BROKEN',
        errorMessage: 'It does not work',
        counts: { open: 1, resolved: 0 },
      },
    ])
    const fingerprint = items[0]?.fingerprint
    expect((await api.deadLetters.list({ fingerprint })).items).toHaveLength(1)
    expect((await api.deadLetters.groups({ text: 'does NOT' })).items).toHaveLength(1)
    expect((await api.deadLetters.groups({ text: 'nothing like it' })).items).toEqual([])
    expect((await api.deadLetters.groups({ errorCode: 'OTHER' })).items).toEqual([])
    expect((await stranger.deadLetters.groups({})).items).toEqual([])
  })

  it('retries a whole group, and tells in the history of each letter who asked for it', async () => {
    await using fixture = await setUpApi()
    const { api, stranger } = fixture
    const { id, executionId } = await fail(fixture)
    const [group] = (await api.deadLetters.groups({})).items
    fixture.behaviour.failing = false
    const letters = { fingerprint: group?.fingerprint ?? '' }
    const started = await api.deadLetters.startBatch({ action: 'retry', canary: 5, letters })
    expect(started).toMatchObject({ status: 'canary', total: 1, group: { errorMessage: 'It does not work' } })
    await vi.waitFor(
      async () =>
        expect(await api.deadLetters.batch({ id: started.id })).toMatchObject({
          status: 'completed',
          counts: { done: 1 },
        }),
      { timeout: 20_000 },
    )
    await fixture.untilStatus(executionId, 'completed')
    expect(await api.deadLetters.get({ id })).toMatchObject({
      version: 1,
      latest: 'same',
      entries: [
        { kind: 'failed', by: null, version: 1, errorCode: 'BROKEN' },
        { kind: 'retried', by: 'person', batchId: started.id },
        { kind: 'resolved' },
      ],
    })
    expect((await api.deadLetters.batchItems({ id: started.id })).items).toMatchObject([
      { letterId: id, status: 'done' },
    ])
    expect((await api.deadLetters.batches({ open: true })).items).toEqual([])
    expect((await api.deadLetters.batches({})).items).toMatchObject([{ id: started.id }])
    expect((await stranger.deadLetters.batches({})).items).toEqual([])
    const refused = await refusalOf(stranger.deadLetters.cancelBatch({ id: started.id }))
    expect(refused.problem.code).toBe('LETTER_BATCH_NOT_FOUND')
    const empty = await refusalOf(api.deadLetters.startBatch({ action: 'discard', letters }))
    expect(empty.problem).toMatchObject({ code: 'BAD_INPUT', field: 'letters' })
  })

  it('retries on the workflow as it is now, and says what went on in place of the execution', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const { id, workflow, executionId } = await fail(fixture)
    const { revision } = await api.workflows.get({ id: workflow.id })
    await api.workflows.saveDraft({
      id: workflow.id,
      baseRevision: revision,
      operations: [{ type: 'updateNode', nodeId: 'second', patch: { settings: { onError: 'continue' } } }],
    })
    expect((await api.deadLetters.get({ id })).latest).toBe('changed')
    const retried = await api.deadLetters.retry({ id, version: 'latest' })
    expect(retried.executionId).not.toBe(executionId)
    await fixture.untilStatus(retried.executionId, 'completed')
    expect(await api.deadLetters.get({ id })).toMatchObject({
      status: 'resolved',
      successorId: retried.executionId,
      entries: [
        { kind: 'failed', version: 1 },
        { kind: 'retried', version: 2 },
        { kind: 'resolved', version: 2 },
      ],
    })
  })
})

describe('system.status', () => {
  it('counts workers and names the backend', async () => {
    await using fixture = await setUpApi()
    await vi.waitFor(
      async () =>
        expect(await fixture.api.system.status()).toMatchObject({
          version: '1.2.3',
          backend: 'postgres',
          workersAlive: 1,
        }),
      { timeout: 20_000 },
    )
  })
})
