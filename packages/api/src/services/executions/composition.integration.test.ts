import { expect, it, vi } from 'vitest'
import { refusalOf, setUpApi } from '../../testing/api.fixture.ts'

type Fixture = Awaited<ReturnType<typeof setUpApi>>

async function start(fixture: Fixture, type: string, config: Record<string, unknown>, input: unknown): Promise<string> {
  const { workflow, revision } = await fixture.createWith({ type, config })
  const request = { id: workflow.id, revision, input: JSON.stringify(input) }
  return (await fixture.api.workflows.run(request)).executionId
}

it('lists the children of a node by item, page by page, and keeps them out of the list of executions', async () => {
  await using fixture = await setUpApi()
  const { api } = fixture
  const leaf = await fixture.createChain('fail')
  await fixture.publish(leaf)
  const config = { workflowId: leaf.workflow.id, onItemFailure: 'collect' }
  const executionId = await start(fixture, 'for-each', config, [{ n: 0 }, 'b', 2])
  await fixture.untilStatus(executionId, 'completed')

  const node = { executionId, nodeId: 'node' }
  const first = await api.executions.children({ ...node, limit: 2 })
  expect(first).toMatchObject({
    items: [
      { index: 0, item: '{"n":0}', status: 'failed', errorCode: 'BROKEN', workflowName: 'Chain' },
      { index: 1, item: '"b"' },
    ],
    nextFrom: 2,
  })
  const second = await api.executions.children({ ...node, limit: 2, from: first.nextFrom ?? 0 })
  expect(second).toMatchObject({ items: [{ index: 2, item: '2' }], nextFrom: null })
  expect((await api.executions.children({ ...node, failedOnly: true })).items).toHaveLength(3)

  const child = await api.executions.get({ id: first.items[1]?.id ?? '' })
  expect(child.parent).toEqual({ executionId, nodeId: 'node', index: 1 })
  expect((await api.executions.get({ id: executionId })).parent).toBeNull()
  expect((await api.executions.list({})).items.map((item) => item.id)).toEqual([executionId])
  expect((await api.executions.list({ children: true })).items).toHaveLength(4)
  const [root] = (await api.executions.list({})).items
  expect(root?.children).toMatchObject({ total: 3, more: false })
  const top = await api.executions.childrenOf({ parentId: executionId, limit: 2 })
  expect(top.items.map((item) => item.parent?.index)).toEqual([0, 1])
  const rest = await api.executions.childrenOf({ parentId: executionId, limit: 2, cursor: top.nextCursor })
  expect(rest).toMatchObject({ items: [{ parent: { index: 2 }, children: null }], nextCursor: null })
  expect((await refusalOf(fixture.stranger.executions.children(node))).problem.code).toBe('EXECUTION_NOT_FOUND')
})

it('completes a parent once the dead letter of its child was retried', async () => {
  await using fixture = await setUpApi()
  const { api } = fixture
  const leaf = await fixture.createChain('fail')
  await fixture.publish(leaf)
  const executionId = await start(fixture, 'for-each', { workflowId: leaf.workflow.id }, ['a', 'b'])
  await fixture.untilStatus(executionId, 'failed')
  const letters = (await api.deadLetters.list({ status: 'open' })).items
  expect(new Set(letters.map((letter) => letter.workflowId))).toEqual(new Set([leaf.workflow.id]))
  fixture.behaviour.failing = false
  for (const letter of letters) await api.deadLetters.retry({ id: letter.id })
  await fixture.untilStatus(executionId, 'completed')
  expect((await api.executions.nodeRun({ executionId, nodeId: 'node' })).output?.text).toBe('["a","b"]')
})

it('hands a signal to the node that waits for it, once', async () => {
  await using fixture = await setUpApi()
  const { api } = fixture
  const executionId = await start(fixture, 'wait-for-signal', { name: 'Approval' }, {})
  const node = { executionId, nodeId: 'node' }
  await vi.waitFor(
    async () => {
      const { view } = await api.executions.get({ id: executionId })
      expect(view.nodes.node).toMatchObject({ status: 'waiting', waitsForSignal: true })
    },
    { timeout: 20_000 },
  )
  expect((await refusalOf(api.executions.signal({ ...node, payload: '{' }))).problem.field).toBe('payload')
  await api.executions.signal({ ...node, payload: '{"approved":true}' })
  await fixture.untilStatus(executionId, 'completed')
  expect((await api.executions.nodeRun(node)).output?.text).toBe('{"approved":true}')
  expect((await refusalOf(api.executions.signal({ ...node, payload: '' }))).trpcCode).toBe('CONFLICT')
})

it('runs an execution again, as it was or as the workflow is now', async () => {
  await using fixture = await setUpApi()
  const { api } = fixture
  const { workflow, revision } = await fixture.createChain()
  const { executionId: id } = await api.workflows.run({ id: workflow.id, revision, input: '{"n":1}' })
  await fixture.untilStatus(id, 'completed')
  await api.workflows.saveDraft({
    id: workflow.id,
    baseRevision: revision,
    operations: [{ type: 'updateNode', nodeId: 'first', patch: { name: 'Renamed' } }],
  })
  const original = await api.executions.rerun({ id, version: 'original' })
  const latest = await api.executions.rerun({ id, version: 'latest' })
  expect(await api.executions.get({ id: original.executionId })).toMatchObject({
    versionNumber: 1,
    input: { text: '{"n":1}' },
    parent: null,
  })
  expect(await api.executions.get({ id: latest.executionId })).toMatchObject({
    versionNumber: 2,
    input: { text: '{"n":1}' },
  })
  await fixture.untilStatus(latest.executionId, 'completed')
  expect((await refusalOf(fixture.stranger.executions.rerun({ id, version: 'original' }))).problem.code).toBe(
    'EXECUTION_NOT_FOUND',
  )
})
