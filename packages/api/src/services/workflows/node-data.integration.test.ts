import { expect, it } from 'vitest'
import { refusalOf, setUpApi } from '../../testing/api.fixture.ts'

it('gives the data of the run that is shown, else what is pinned, else of the last run', async () => {
  await using fixture = await setUpApi()
  const { api } = fixture
  const { workflow, revision } = await fixture.createChain()
  const { id } = workflow
  const ask = { id, nodeId: 'second', outputs: ['first', 'gone'] }
  expect(await api.workflows.nodeData(ask)).toEqual({ input: null, outputs: [] })

  const first = await api.workflows.run({ id, revision, input: '{"n":1}' })
  await fixture.untilStatus(first.executionId, 'completed')
  const second = await api.workflows.run({ id, revision, input: '{"n":2}' })
  await fixture.untilStatus(second.executionId, 'completed')
  const last = await api.workflows.nodeData(ask)
  expect(last.input).toMatchObject({ data: { text: '{"n":2}', truncated: false }, parents: ['first'] })
  expect(last.outputs).toMatchObject([
    { nodeId: 'first', data: { text: '{"n":2}' }, perPort: false, port: null, origin: { kind: 'last-run' } },
  ])

  await api.workflows.pin({ id, nodeId: 'first', data: '{"n":3}' })
  const pinned = await api.workflows.nodeData(ask)
  expect(pinned.outputs).toMatchObject([{ data: { text: '{"n":3}' }, port: 'main', origin: { kind: 'pinned' } }])

  const shown = await api.workflows.nodeData({ ...ask, executionId: first.executionId })
  const origin = { kind: 'run', executionId: first.executionId }
  expect(shown.input).toMatchObject({ data: { text: '{"n":1}' }, origin })
  expect(shown.outputs).toMatchObject([{ data: { text: '{"n":1}' }, origin }])
})

it('cuts what is large unless the whole is asked for', async () => {
  await using fixture = await setUpApi()
  const { api } = fixture
  const { workflow, revision } = await fixture.createChain()
  const { id } = workflow
  const bytes = 2 * 1024 * 1024
  const { executionId } = await api.workflows.run({ id, revision, input: JSON.stringify('x'.repeat(bytes)) })
  await fixture.untilStatus(executionId, 'completed')
  const ask = { id, nodeId: 'second', outputs: ['first'], executionId }
  const cut = await api.workflows.nodeData(ask)
  expect(cut.input?.data).toMatchObject({ bytes: bytes + 2, truncated: true })
  const whole = await api.workflows.nodeData({ ...ask, whole: true })
  expect(whole.outputs[0]?.data.text).toHaveLength(bytes + 2)
  const run = { executionId, nodeId: 'second' }
  expect((await api.executions.nodeRun(run)).output?.truncated).toBe(true)
  expect((await api.executions.nodeRun({ ...run, whole: true })).output?.text).toHaveLength(bytes + 2)
})

it('gives nothing of another workspace or workflow', async () => {
  await using fixture = await setUpApi()
  const { api } = fixture
  const { workflow, revision } = await fixture.createChain()
  const { executionId } = await api.workflows.run({ id: workflow.id, revision, input: '' })
  await fixture.untilStatus(executionId, 'completed')
  const ask = { id: workflow.id, nodeId: 'second', outputs: ['first'] }
  expect((await refusalOf(fixture.stranger.workflows.nodeData(ask))).problem.code).toBe('WORKFLOW_NOT_FOUND')
  const other = await fixture.createChain()
  const foreign = await refusalOf(api.workflows.nodeData({ ...ask, id: other.workflow.id, executionId }))
  expect(foreign.problem.code).toBe('EXECUTION_NOT_FOUND')
})
