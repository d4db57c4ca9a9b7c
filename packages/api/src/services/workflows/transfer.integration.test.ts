import { expect, it } from 'vitest'
import { refusalOf, setUpApi } from '../../testing/api.fixture.ts'

it('imports what it exported, equal but for id and name, with calls among them', async () => {
  await using fixture = await setUpApi({ redact: (text) => text.replaceAll('hunter2', '***') })
  const { api, stranger } = fixture
  const leaf = await fixture.createWith({ type: 'http', config: { url: 'https://x/{{ secrets.TOKEN }}?hunter2' } })
  const caller = await fixture.createWith({ type: 'sub-workflow', config: { workflowId: leaf.workflow.id } })
  const ids = [leaf.workflow.id, caller.workflow.id]
  const file = await api.workflows.export({ ids })
  expect(file.count).toBe(2)
  expect(file.text).not.toContain('hunter2')
  expect((await refusalOf(stranger.workflows.export({ ids }))).problem.code).toBe('WORKFLOW_NOT_FOUND')

  const planned = await api.workflows.import({ text: file.text, dryRun: true })
  expect(planned.items).toMatchObject([{ id: null, renamedFrom: 'Caller' }, { id: null }])
  const before = (await api.workflows.list({})).items.length
  expect(before).toBe(2)
  const { items } = await api.workflows.import({ text: file.text })
  const [first, second] = await Promise.all(items.map((item) => api.workflows.get({ id: item.id ?? '' })))
  const imported = [first, second].find((draft) => draft?.workflow.nodes[1]?.type === 'sub-workflow')
  const other = [first, second].find((draft) => draft !== imported)
  expect(imported?.workflow).toEqual({
    ...caller.workflow,
    id: imported?.workflow.id,
    name: imported?.workflow.name,
    nodes: [caller.workflow.nodes[0], { ...caller.workflow.nodes[1], config: { workflowId: other?.workflow.id } }],
  })
  expect(items.flatMap((item) => item.secrets)).toEqual(['TOKEN'])
  expect(items.flatMap((item) => item.missingWorkflows)).toEqual([])
  expect(new Set(items.map((item) => item.name)).size).toBe(2)
})

it('names what is missing, and refuses what it cannot read', async () => {
  await using fixture = await setUpApi()
  const { api } = fixture
  const text = JSON.stringify({
    name: 'Odd',
    nodes: [
      { id: 'a', type: 'manual-trigger' },
      { id: 'b', type: 'not-here' },
      { id: 'c', type: 'sub-workflow', config: { workflowId: 'elsewhere' } },
    ],
    edges: [
      { source: 'a', target: 'b' },
      { source: 'b', target: 'c' },
    ],
  })
  const { items } = await api.workflows.import({ text, dryRun: true })
  expect(items[0]).toMatchObject({
    missingWorkflows: ['elsewhere'],
    notes: [{ kind: 'unmapped', subject: 'b' }],
    problems: [{ code: 'UNKNOWN_TYPE', nodeId: 'b' }],
  })
  expect(await refusalOf(api.workflows.import({ text: 'hello' }))).toMatchObject({
    problem: { code: 'BAD_INPUT', field: 'text' },
  })
  expect((await api.workflows.list({})).items).toEqual([])
})
