import { expect, it } from 'vitest'
import { refusalOf, setUpApi } from '../../testing/api.fixture.ts'

it('creates a workflow from a template, with the input that Run suggests', async () => {
  await using fixture = await setUpApi()
  const draft = await fixture.api.workflows.createFromTemplate({ templateId: 'approval-by-form', name: 'Expenses' })
  expect(draft).toMatchObject({ workflow: { name: 'Expenses' }, publishedVersion: null })
  expect(draft.workflow.id).toMatch(/^expenses-/)
  expect(JSON.parse(draft.lastInput ?? '')).toMatchObject({ amount: 48 })
  expect(draft.workflow.layout?.notes).toHaveLength(1)
  expect(await fixture.api.workflows.get({ id: draft.workflow.id })).toEqual(draft)
})

it('creates and publishes the workflows that it runs before it', async () => {
  await using fixture = await setUpApi()
  const { api } = fixture
  const { workflow } = await api.workflows.createFromTemplate({ templateId: 'every-item' })
  const partId = String(workflow.nodes.find(({ type }) => type === 'for-each')?.config.workflowId)
  expect(await api.workflows.get({ id: partId })).toMatchObject({
    workflow: { name: 'Ship an order' },
    publishedVersion: 1,
    draftIsPublished: true,
  })
})

it('refuses a template that is not there', async () => {
  await using fixture = await setUpApi()
  const refusal = await refusalOf(fixture.api.workflows.createFromTemplate({ templateId: 'nothing' }))
  expect(refusal.problem.code).toBe('TEMPLATE_NOT_FOUND')
  expect((await fixture.api.workflows.list({})).items).toEqual([])
})
