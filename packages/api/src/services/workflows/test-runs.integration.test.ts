import { expect, it } from 'vitest'
import { refusalOf, setUpApi } from '../../testing/api.fixture.ts'

it('runs a draft up to a node, from a node on and one node alone, and says whose results it reused (8.3)', async () => {
  await using fixture = await setUpApi()
  const { api } = fixture
  const { workflow, revision } = await fixture.createChain()
  const request = { id: workflow.id, revision, input: '{"n":1}' }
  const early = await refusalOf(api.workflows.run({ ...request, test: { mode: 'from', nodeId: 'second' } }))
  expect(early.problem.code).toBe('NOTHING_TO_REUSE')

  const to = await api.workflows.run({ ...request, test: { mode: 'to', nodeId: 'first' } })
  await fixture.untilStatus(to.executionId, 'completed')
  const shown = await api.executions.get({ id: to.executionId })
  expect(shown.view.nodes.second).toMatchObject({ status: 'skipped', skippedBecause: 'beyond' })
  expect(shown.origin).toEqual({ kind: 'manual', test: { mode: 'to', nodeId: 'first' } })

  const from = await api.workflows.run({ ...request, test: { mode: 'from', nodeId: 'second' } })
  expect(from.sourceId).toBe(to.executionId)
  await fixture.untilStatus(from.executionId, 'completed')
  const node = { executionId: from.executionId, nodeId: 'second' }
  expect((await api.executions.nodeRun(node)).output?.text).toBe('{"n":1}')
  expect((await api.executions.list({})).items[0]?.origin).toMatchObject({ kind: 'manual', test: { mode: 'from' } })

  const test = { mode: 'alone', nodeId: 'first', input: '"by hand"' } as const
  const alone = await api.workflows.run({ ...request, test })
  await fixture.untilStatus(alone.executionId, 'completed')
  const { view } = await api.executions.get({ id: alone.executionId })
  expect(view.nodes.second).toMatchObject({ status: 'skipped' })
  const bad = await refusalOf(api.workflows.run({ ...request, test: { ...test, input: '{' } }))
  expect(bad.problem.field).toBe('test.input')
})

it('runs one node alone with an input in a workflow that has never run (8.3)', async () => {
  await using fixture = await setUpApi()
  const { workflow, revision } = await fixture.createChain()
  const test = { mode: 'alone', nodeId: 'first', input: '1' } as const
  const { executionId } = await fixture.api.workflows.run({ id: workflow.id, revision, input: '', test })
  await fixture.untilStatus(executionId, 'completed')
})

it('pins data to a node for runs of the draft, and for nothing that is published (8.3)', async () => {
  await using fixture = await setUpApi()
  const { api, engine } = fixture
  const draft = await fixture.createChain('fail')
  const { id } = draft.workflow
  await fixture.publish(draft)
  const refused = await refusalOf(api.workflows.pin({ id, nodeId: 'second', data: '{"a":' }))
  expect(refused.problem).toMatchObject({ code: 'BAD_INPUT', field: 'data' })
  const wrongPort = await refusalOf(api.workflows.pin({ id, nodeId: 'second', data: '1', port: 'other' }))
  expect(wrongPort.problem.field).toBe('port')
  const tooLarge = await refusalOf(api.workflows.pin({ id, nodeId: 'second', data: `"${'x'.repeat(1024 * 1024)}"` }))
  expect(tooLarge.problem.message).toContain('1 MiB')
  expect((await refusalOf(api.workflows.pin({ id, nodeId: 'gone', data: '1' }))).problem.code).toBe('NODE_NOT_FOUND')
  await api.workflows.pin({ id, nodeId: 'second', data: '{"pinned":true}' })
  expect((await api.workflows.pins({ id })).items).toMatchObject([{ nodeId: 'second', port: 'main', bytes: 15 }])
  expect((await refusalOf(fixture.stranger.workflows.pins({ id }))).problem.code).toBe('WORKFLOW_NOT_FOUND')

  const test = await api.workflows.run({ id, revision: draft.revision, input: '' })
  await fixture.untilStatus(test.executionId, 'completed')
  const { view } = await api.executions.get({ id: test.executionId })
  expect(view.nodes.second).toMatchObject({ status: 'completed', givenBy: 'pinned' })
  await fixture.untilStatus(await engine.enqueueWorkflow(id, {}), 'failed')

  await api.workflows.unpin({ id, nodeId: 'second' })
  const real = await api.workflows.run({ id, revision: draft.revision, input: '' })
  await fixture.untilStatus(real.executionId, 'failed')
})

it('cancels and re-runs many executions, with a result an item', async () => {
  await using fixture = await setUpApi()
  const { api } = fixture
  const draft = await fixture.createChain('hold')
  const request = { id: draft.workflow.id, revision: draft.revision, input: '' }
  const ids: string[] = []
  for (let n = 0; n < 3; n++) ids.push((await api.workflows.run(request)).executionId)
  const unknown = '0199c0de-0000-7000-8000-000000000001'
  const cancelled = await api.executions.cancelMany({ ids: [...ids, unknown] })
  expect(cancelled.items).toMatchObject([
    ...ids.map((id) => ({ id, executionId: id })),
    { id: unknown, problem: { code: 'EXECUTION_NOT_FOUND' } },
  ])
  fixture.behaviour.holding = false
  const again = await api.executions.rerunMany({ ids: [ids[0] as string, unknown], version: 'latest' })
  const [first, second] = again.items
  expect(second).toMatchObject({ problem: { code: 'EXECUTION_NOT_FOUND' } })
  await fixture.untilStatus(first && 'executionId' in first ? first.executionId : '', 'completed')
  expect((await refusalOf(fixture.stranger.executions.rerunMany({ ids: [], version: 'latest' }))).problem.field).toBe(
    'ids',
  )
})

it('pins what a run gave, so that what failed in it runs again, and names what it left out (8.3)', async () => {
  await using fixture = await setUpApi()
  const { api } = fixture
  const { workflow, revision } = await fixture.createChain('fail')
  const { id } = workflow
  const { executionId } = await api.workflows.run({ id, revision, input: '{"n":1}' })
  await fixture.untilStatus(executionId, 'failed')
  await api.workflows.saveDraft({
    id,
    baseRevision: revision,
    operations: [
      { type: 'removeEdge', edgeId: 'start-first' },
      { type: 'removeNode', nodeId: 'start' },
    ],
  })
  const { pinned, left } = await api.workflows.pinRun({ id, executionId })
  expect(pinned).toEqual(['first'])
  expect(left).toEqual([{ nodeId: 'start', reason: 'The workflow has this node no more.' }])
  expect((await api.workflows.pins({ id })).items).toMatchObject([{ nodeId: 'first', data: '{"n":1}' }])

  const other = await fixture.createChain()
  const refused = await refusalOf(api.workflows.pinRun({ id: other.workflow.id, executionId }))
  expect(refused.problem).toMatchObject({ code: 'BAD_INPUT', field: 'executionId' })
  const unseen = await refusalOf(fixture.stranger.workflows.pinRun({ id, executionId }))
  expect(unseen.problem.code).toBe('WORKFLOW_NOT_FOUND')
})
