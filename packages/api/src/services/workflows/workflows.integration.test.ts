import type { Operation } from '@spane/workflow'
import { describe, expect, it } from 'vitest'
import { chainOperations, refusalOf, setUpApi } from '../../testing/api.fixture.ts'

const addNode = (id: string): Operation => ({ type: 'addNode', node: { id, type: 'act', config: {} } })

describe('workflows', () => {
  it('creates an empty workflow under a readable id and lists it without an execution', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const draft = await api.workflows.create({ name: '  Übergabe an Büro ' })
    expect(draft).toMatchObject({
      revision: 1,
      lastInput: null,
      workflow: { name: 'Übergabe an Büro', nodes: [], edges: [] },
    })
    expect(draft.workflow.id).toMatch(/^ubergabe-an-buro-[a-z0-9]{8}$/)
    expect(await api.workflows.list({})).toMatchObject({
      items: [{ id: draft.workflow.id, name: 'Übergabe an Büro', nodeCount: 0, lastExecution: null }],
      nextCursor: null,
    })
  })

  it.each(['', '   ', 'a\nb', 'x'.repeat(201), 'nul \u0000'])('refuses the name %j at its field', async (name) => {
    await using fixture = await setUpApi()
    const refusal = await refusalOf(fixture.api.workflows.create({ name }))
    expect(refusal).toMatchObject({ trpcCode: 'BAD_REQUEST', problem: { code: 'BAD_INPUT', field: 'name' } })
  })

  it('pages through the list and searches it', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    for (const name of ['One', 'Two', 'Three']) await api.workflows.create({ name })
    const first = await api.workflows.list({ limit: 2 })
    expect(first.items.map((item) => item.name)).toEqual(['Three', 'Two'])
    const second = await api.workflows.list({ limit: 2, cursor: first.nextCursor })
    expect(second).toMatchObject({ items: [{ name: 'One' }], nextCursor: null })
    expect((await api.workflows.list({ search: 'thr' })).items.map((item) => item.name)).toEqual(['Three'])
    expect((await refusalOf(api.workflows.list({ cursor: 'nonsense' }))).problem).toMatchObject({ code: 'BAD_CURSOR' })
  })

  it('saves operations against a revision and tells what is wrong with the draft', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const { workflow } = await api.workflows.create({ name: 'Draft' })
    const operations: Operation[] = [addNode('a'), { type: 'addNode', node: { id: 'b', type: 'gone', config: {} } }]
    const saved = await api.workflows.saveDraft({ id: workflow.id, baseRevision: 1, operations })
    expect(saved.revision).toBe(2)
    expect(saved.problems.map((problem) => problem.code)).toContain('UNKNOWN_TYPE')
    const draft = await api.workflows.get({ id: workflow.id })
    expect(draft.revision).toBe(2)
    expect(draft.workflow.nodes.map((node) => node.id)).toEqual(['a', 'b'])
    expect(draft.problems).toEqual(saved.problems)
  })

  it('keeps the list in step with a name that was changed in the editor', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const { workflow } = await api.workflows.create({ name: 'Before' })
    const operations: Operation[] = [{ type: 'updateWorkflow', patch: { name: 'After' } }]
    await api.workflows.saveDraft({ id: workflow.id, baseRevision: 1, operations })
    expect((await api.workflows.list({})).items[0]?.name).toBe('After')
  })

  it('says which operation does not apply, and applies none', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const { workflow } = await api.workflows.create({ name: 'Broken batch' })
    const operations: Operation[] = [addNode('a'), addNode('a')]
    const refusal = await refusalOf(api.workflows.saveDraft({ id: workflow.id, baseRevision: 1, operations }))
    expect(refusal).toMatchObject({
      trpcCode: 'UNPROCESSABLE_CONTENT',
      problem: { code: 'NODE_EXISTS', field: 'operations.1' },
    })
    expect((await api.workflows.get({ id: workflow.id })).workflow.nodes).toEqual([])
  })

  it('keeps what JSON can hold: NUL, lone surrogates, key order, __proto__', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const { workflow } = await api.workflows.create({ name: 'Odd' })
    const config = JSON.parse('{"z":"\\u0000","a":"\\ud800","__proto__":{"x":1},"k":"\\\\u0000"}') as Record<
      string,
      unknown
    >
    const operations: Operation[] = [{ type: 'addNode', node: { id: 'a', type: 'act', config } }]
    await api.workflows.saveDraft({ id: workflow.id, baseRevision: 1, operations })
    const stored = (await api.workflows.get({ id: workflow.id })).workflow.nodes[0]?.config
    expect(JSON.stringify(stored)).toBe(JSON.stringify(config))
    expect((await api.workflows.list({})).items[0]?.nodeCount).toBe(1)
  })

  it('refuses a config that is nested without end, at its field', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const { workflow } = await api.workflows.create({ name: 'Deep' })
    const config = JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`) as Record<string, unknown>
    const operations: Operation[] = [{ type: 'addNode', node: { id: 'a', type: 'act', config } }]
    const refusal = await refusalOf(api.workflows.saveDraft({ id: workflow.id, baseRevision: 1, operations }))
    expect(refusal).toMatchObject({ trpcCode: 'BAD_REQUEST', problem: { code: 'BAD_INPUT' } })
    expect(refusal.problem.field).toContain('operations.0')
  })

  it('renames, once', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const { workflow } = await api.workflows.create({ name: 'Old' })
    expect(await api.workflows.rename({ id: workflow.id, name: 'New' })).toEqual({ name: 'New', revision: 2 })
    expect(await api.workflows.rename({ id: workflow.id, name: 'New' })).toEqual({ name: 'New', revision: 2 })
    expect((await api.workflows.get({ id: workflow.id })).workflow.name).toBe('New')
  })

  it('duplicates the draft into a workflow of its own', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const { workflow } = await fixture.createChain()
    const copy = await api.workflows.duplicate({ id: workflow.id })
    expect(copy.workflow.id).not.toBe(workflow.id)
    expect(copy).toMatchObject({
      revision: 1,
      workflow: { name: 'Chain (copy)', nodes: workflow.nodes, edges: workflow.edges },
    })
  })

  it('deletes so that it can be restored', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const { workflow } = await fixture.createChain()
    const { id } = workflow
    expect(await api.workflows.delete({ ids: [id] })).toEqual({ items: [{ id }] })
    expect((await api.workflows.list({})).items).toEqual([])
    const gone = { trpcCode: 'NOT_FOUND', problem: { code: 'WORKFLOW_NOT_FOUND' } }
    expect(await refusalOf(api.workflows.get({ id }))).toMatchObject(gone)
    expect(await api.workflows.delete({ ids: [id] })).toMatchObject({ items: [{ id, problem: gone.problem }] })
    expect(await refusalOf(api.workflows.run({ id, revision: 2, input: '' }))).toMatchObject(gone)
    expect(await api.workflows.restore({ ids: [id] })).toEqual({ items: [{ id }] })
    expect((await api.workflows.get({ id })).workflow).toEqual(workflow)
  })

  it('shows a workspace only its own', async () => {
    await using fixture = await setUpApi()
    const { stranger } = fixture
    const { workflow } = await fixture.createChain()
    const { id } = workflow
    expect((await stranger.workflows.list({})).items).toEqual([])
    const attempts = [
      () => stranger.workflows.get({ id }),
      () => stranger.workflows.rename({ id, name: 'x' }),
      () => stranger.workflows.duplicate({ id }),
      () => stranger.workflows.saveDraft({ id, baseRevision: 2, operations: [addNode('x')] }),
      () => stranger.workflows.run({ id, revision: 2, input: '' }),
    ]
    for (const attempt of attempts) expect((await refusalOf(attempt())).problem.code).toBe('WORKFLOW_NOT_FOUND')
    const { delete: remove, restore, purge, move, activate, tag } = stranger.workflows
    const ids = [id]
    const many = [remove({ ids }), restore({ ids }), purge({ ids }), move({ ids, folderId: null })]
    for (const attempt of [...many, activate({ ids, active: false }), tag({ ids, add: ['x'] })])
      expect(await attempt).toMatchObject({ items: [{ id, problem: { code: 'WORKFLOW_NOT_FOUND' } }] })
  })
})

describe('workflows.run', () => {
  it('runs what the person sees and remembers the input', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const { workflow, revision } = await fixture.createChain()
    const input = '{ "order" : 7 }'
    const { executionId } = await api.workflows.run({ id: workflow.id, revision, input })
    await fixture.untilStatus(executionId, 'completed')
    const detail = await api.executions.get({ id: executionId })
    expect(detail).toMatchObject({
      workflowName: 'Chain',
      versionNumber: 1,
      definition: workflow,
      entryNodeId: 'start',
      input: { text: '{"order":7}', truncated: false },
    })
    expect((await api.workflows.get({ id: workflow.id })).lastInput).toBe(input)
    expect((await api.workflows.list({})).items[0]?.lastExecution).toMatchObject({
      id: executionId,
      status: 'completed',
    })
  })

  it('cuts one version for the same content and another after a change', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const { workflow, revision } = await fixture.createChain()
    const { id } = workflow
    const versionOf = async (executionId: string) => (await api.executions.get({ id: executionId })).versionNumber
    const first = await api.workflows.run({ id, revision, input: '' })
    const again = await api.workflows.run({ id, revision, input: '{}' })
    expect(await versionOf(first.executionId)).toBe(1)
    expect(await versionOf(again.executionId)).toBe(1)
    const saved = await api.workflows.saveDraft({
      id,
      baseRevision: revision,
      operations: [{ type: 'updateNode', nodeId: 'second', patch: { name: 'Other' } }],
    })
    const other = await api.workflows.run({ id, revision: saved.revision, input: '' })
    expect(await versionOf(other.executionId)).toBe(2)
  })

  it('does not publish: the API still starts nothing', async () => {
    await using fixture = await setUpApi()
    const { workflow, revision } = await fixture.createChain()
    await fixture.api.workflows.run({ id: workflow.id, revision, input: '' })
    await expect(fixture.engine.enqueueWorkflow(workflow.id)).rejects.toMatchObject({ code: 'WORKFLOW_NOT_FOUND' })
  })

  it('begins at a chosen node', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const { workflow, revision } = await fixture.createChain()
    const run = { id: workflow.id, revision, input: '1' }
    const { executionId } = await api.workflows.run({ ...run, entryNodeId: 'first' })
    await fixture.untilStatus(executionId, 'completed')
    const { view } = await api.executions.get({ id: executionId })
    expect(view.nodes).toMatchObject({ start: { status: 'skipped' }, second: { status: 'completed' } })
    expect(await refusalOf(api.workflows.run({ ...run, entryNodeId: 'nobody' }))).toMatchObject({
      problem: { code: 'NODE_NOT_FOUND', field: 'entryNodeId' },
    })
  })

  it.each([
    ['an open brace', '{'],
    ['a comma too many', '{"a":1,}'],
    ['a word', 'undefined'],
    ['endless nesting', '['.repeat(5_000)],
  ])('refuses %s as input, at its field', async (_what, input) => {
    await using fixture = await setUpApi()
    const { workflow, revision } = await fixture.createChain()
    const refusal = await refusalOf(fixture.api.workflows.run({ id: workflow.id, revision, input }))
    expect(refusal).toMatchObject({ trpcCode: 'BAD_REQUEST', problem: { code: 'BAD_INPUT', field: 'input' } })
  })

  it('refuses a draft with errors and lists all of them, and one without nodes', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const { workflow } = await api.workflows.create({ name: 'Unfinished' })
    const { id } = workflow
    expect((await refusalOf(api.workflows.run({ id, revision: 1, input: '' }))).problem.code).toBe('WORKFLOW_EMPTY')
    const operations: Operation[] = [
      { type: 'addNode', node: { id: 'a', type: 'gone', config: {} } },
      { type: 'addNode', node: { id: 'b', type: 'act', config: { what: 'dance' } } },
    ]
    await api.workflows.saveDraft({ id, baseRevision: 1, operations })
    const refusal = await refusalOf(api.workflows.run({ id, revision: 2, input: '' }))
    expect(refusal).toMatchObject({ trpcCode: 'UNPROCESSABLE_CONTENT', problem: { code: 'WORKFLOW_INVALID' } })
    expect(refusal.problems?.map((problem) => problem.code)).toEqual(
      expect.arrayContaining(['UNKNOWN_TYPE', 'BAD_CONFIG']),
    )
  })

  it('refuses a revision that is no longer current', async () => {
    await using fixture = await setUpApi()
    const { workflow } = await fixture.createChain()
    const refusal = await refusalOf(fixture.api.workflows.run({ id: workflow.id, revision: 1, input: '' }))
    expect(refusal).toMatchObject({ trpcCode: 'CONFLICT', revision: 2, problem: { code: 'STALE_REVISION' } })
  })

  it('takes the settings that a pasted node brought in its config', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const { workflow } = await api.workflows.create({ name: 'Pasted' })
    const operations = chainOperations('echo')
    operations.push({ type: 'updateNode', nodeId: 'first', patch: { config: { retries: 1, timeout: 5_000 } } })
    const saved = await api.workflows.saveDraft({ id: workflow.id, baseRevision: 1, operations })
    const { executionId } = await api.workflows.run({ id: workflow.id, revision: saved.revision, input: '' })
    const { definition } = await api.executions.get({ id: executionId })
    const first = definition.nodes.find((node) => node.id === 'first')
    expect(first).toMatchObject({ config: {}, settings: { retries: 1, timeout: 5_000 } })
  })
})
