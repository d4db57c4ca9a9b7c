import { expect, it } from 'vitest'
import { refusalOf, setUpApi } from '../../testing/api.fixture.ts'

it('publishes what the person sees, and tells when the draft has moved on since', async () => {
  await using fixture = await setUpApi()
  const { api, engine } = fixture
  const draft = await fixture.createChain()
  const { id } = draft.workflow
  expect(draft).toMatchObject({ publishedVersion: null, draftIsPublished: false })
  expect(await fixture.publish(draft)).toBe(1)
  expect(await api.workflows.get({ id })).toMatchObject({
    revision: draft.revision,
    publishedVersion: 1,
    draftIsPublished: true,
  })
  expect((await engine.store.getPublishedVersion('local', id))?.number).toBe(1)

  const changed = await api.workflows.saveDraft({
    id,
    baseRevision: draft.revision,
    operations: [{ type: 'updateNode', nodeId: 'first', patch: { name: 'Renamed' } }],
  })
  expect(await api.workflows.get({ id })).toMatchObject({ publishedVersion: 1, draftIsPublished: false })
  expect((await engine.store.getPublishedVersion('local', id))?.number).toBe(1)
  expect(await refusalOf(api.workflows.publish({ id, revision: draft.revision }))).toMatchObject({
    problem: { code: 'STALE_REVISION' },
    revision: changed.revision,
  })
  expect(await api.workflows.publish({ id, revision: changed.revision })).toEqual({ publishedVersion: 2 })
  expect((await refusalOf(fixture.stranger.workflows.publish({ id, revision: 1 }))).problem.code).toBe(
    'WORKFLOW_NOT_FOUND',
  )
})

it('does not publish by a run', async () => {
  await using fixture = await setUpApi()
  const { workflow, revision } = await fixture.createChain()
  await fixture.api.workflows.run({ id: workflow.id, revision, input: '' })
  expect(await fixture.api.workflows.get({ id: workflow.id })).toMatchObject({ publishedVersion: null })
})

it('refuses what is empty, broken, or would run itself at three removes', async () => {
  await using fixture = await setUpApi()
  const { api } = fixture
  const empty = await api.workflows.create({ name: 'Empty' })
  expect((await refusalOf(fixture.publish(empty))).problem.code).toBe('WORKFLOW_EMPTY')
  const unset = await fixture.createWith({ type: 'sub-workflow', config: { workflowId: '' } })
  expect(await refusalOf(fixture.publish(unset))).toMatchObject({
    problem: { code: 'WORKFLOW_INVALID', message: 'Node "node": Choose a workflow.' },
  })

  const leaf = await fixture.createChain()
  await fixture.publish(leaf)
  const middle = await fixture.createWith({ type: 'for-each', config: { workflowId: leaf.workflow.id } })
  await fixture.publish(middle)
  const top = await fixture.createWith({ type: 'sub-workflow', config: { workflowId: middle.workflow.id } })
  await fixture.publish(top)
  const closing = await api.workflows.saveDraft({
    id: leaf.workflow.id,
    baseRevision: leaf.revision,
    operations: [
      { type: 'addNode', node: { id: 'back', type: 'sub-workflow', config: { workflowId: top.workflow.id } } },
      {
        type: 'addEdge',
        edge: { id: 'e3', source: 'second', sourcePort: 'main', target: 'back', targetPort: 'main' },
      },
    ],
  })
  const refusal = await refusalOf(api.workflows.publish({ id: leaf.workflow.id, revision: closing.revision }))
  expect(refusal.problems).toMatchObject([{ code: 'WORKFLOW_CYCLE', nodeId: 'back' }])
  const path = [leaf, top, middle, leaf].map((draft) => draft.workflow.id).join(' → ')
  expect(refusal.problem.message).toContain(path)
  expect((await api.workflows.get({ id: leaf.workflow.id })).publishedVersion).toBe(1)
})
