import { expect, it } from 'vitest'
import { refusalOf, setUpApi } from '../../testing/api.fixture.ts'

it('lists what was published or run, newest first, with note and person (rule 1.4)', async () => {
  await using fixture = await setUpApi()
  const { api, engine } = fixture
  const { workflow, revision } = await fixture.createChain()
  const { id } = workflow
  await api.workflows.publish({ id, revision, note: '  First one  ' })
  const rename = (baseRevision: number, name: string) =>
    api.workflows.saveDraft({
      id,
      baseRevision,
      operations: [{ type: 'updateNode', nodeId: 'first', patch: { name } }],
    })
  const second = await rename(revision, 'Changed')
  const { executionId } = await api.workflows.run({ id, revision: second.revision, input: '' })
  await fixture.untilStatus(executionId, 'completed')

  const page = await api.workflows.versions({ id })
  expect(page).toMatchObject({
    items: [
      { number: 2, isPublished: false, hasRun: true, publication: null },
      { number: 1, isPublished: true, hasRun: false, publication: { by: 'Owner', note: 'First one' } },
    ],
    nextCursor: null,
  })
  const first = await api.workflows.versions({ id, limit: 1 })
  expect(first).toMatchObject({ items: [{ number: 2 }], nextCursor: 2 })
  expect(await api.workflows.versions({ id, limit: 1, cursor: 2 })).toMatchObject({
    items: [{ number: 1 }],
    nextCursor: null,
  })

  // Registered from outside: nobody's name, no note.
  const registered = (await engine.store.getVersion((await api.executions.get({ id: executionId })).versionId))
    ?.workflow
  if (!registered) throw new Error('The version is gone')
  await engine.store.saveVersion({ workspaceId: 'local', workflow: registered, publish: true })
  expect((await api.workflows.versions({ id })).items[0]).toMatchObject({
    number: 2,
    isPublished: true,
    publication: { by: null, note: null },
  })
})

it('shows a version as it was, and refuses what is not there or not yours', async () => {
  await using fixture = await setUpApi()
  const { api, stranger } = fixture
  const { workflow, revision } = await fixture.createChain()
  const { id } = workflow
  await api.workflows.publish({ id, revision })
  await api.workflows.saveDraft({
    id,
    baseRevision: revision,
    operations: [{ type: 'updateNode', nodeId: 'first', patch: { name: 'Changed' } }],
  })
  const version = await api.workflows.version({ id, number: 1 })
  expect(version).toMatchObject({ number: 1, publication: { note: null } })
  expect(version.workflow.nodes.find((node) => node.id === 'first')).not.toHaveProperty('name')
  expect((await refusalOf(api.workflows.version({ id, number: 9 }))).problem.code).toBe('VERSION_NOT_FOUND')
  expect((await refusalOf(stranger.workflows.version({ id, number: 1 }))).problem.code).toBe('VERSION_NOT_FOUND')
  expect((await refusalOf(stranger.workflows.versions({ id }))).problem.code).toBe('WORKFLOW_NOT_FOUND')
})
