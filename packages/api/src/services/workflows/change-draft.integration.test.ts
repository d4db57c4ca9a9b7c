import { randomUUID } from 'node:crypto'
import type { Operation } from '@spane/workflow'
import { expect, it } from 'vitest'
import { refusalOf, setUpApi } from '../../testing/api.fixture.ts'

const addNode = (id: string, config = {}): Operation => ({ type: 'addNode', node: { id, type: 'act', config } })
const setConfig = (nodeId: string, config: Record<string, unknown>): Operation => ({
  type: 'updateNode',
  nodeId,
  patch: { config },
})

async function setUpDraft(operations: Operation[] = [addNode('a', { what: 'echo', url: 'u' })]) {
  const fixture = await setUpApi()
  const { workflow } = await fixture.api.workflows.create({ name: 'Shared' })
  const { id } = workflow
  if (operations.length > 0) await fixture.api.workflows.saveDraft({ id, baseRevision: 1, operations })
  return {
    ...fixture,
    id,
    save: (baseRevision: number, operations: Operation[], batchId: string = randomUUID()) =>
      fixture.api.workflows.saveDraft({ id, baseRevision, operations, batchId }),
    nodes: async () => (await fixture.api.workflows.get({ id })).workflow.nodes,
  }
}

it('merges edits of different fields that were made against the same revision, and hands back the result', async () => {
  await using draft = await setUpDraft()
  expect(await draft.save(2, [setConfig('a', { what: 'fail', url: 'u' })])).toMatchObject({ revision: 3, merged: null })
  const saved = await draft.save(2, [setConfig('a', { what: 'echo', url: 'mine' }), addNode('b')])
  expect(saved).toMatchObject({
    revision: 4,
    merged: { workflow: { nodes: [{ config: { what: 'fail', url: 'mine' } }, { id: 'b' }] }, renames: { node: {} } },
  })
  expect(await draft.nodes()).toEqual(saved.merged?.workflow.nodes)
})

it('refuses edits of the same field, names the current revision and overwrites nothing', async () => {
  await using draft = await setUpDraft()
  await draft.save(2, [setConfig('a', { what: 'fail', url: 'u' })])
  const second = draft.save(2, [setConfig('a', { what: 'hold', url: 'u' }), addNode('b')])
  expect(await refusalOf(second)).toMatchObject({
    trpcCode: 'CONFLICT',
    revision: 3,
    problem: { code: 'EDIT_CONFLICT' },
  })
  expect(await draft.nodes()).toMatchObject([{ config: { what: 'fail' } }])
})

it('applies a batch once, however often it comes, and tells of its new ids each time', async () => {
  await using draft = await setUpDraft()
  await draft.save(2, [addNode('b', { what: 'fail' })])
  const first = await draft.save(2, [addNode('b', { what: 'hold' })], 'batch-1')
  await draft.save(4, [addNode('c')])
  const again = await draft.save(2, [addNode('b', { what: 'hold' })], 'batch-1')
  expect(first.merged?.renames.node).toEqual({ b: 'b-2' })
  expect(again).toMatchObject({ revision: 5, merged: { renames: { node: { b: 'b-2' } } } })
  expect((await draft.nodes()).map(({ id }) => id)).toEqual(['a', 'b-2', 'b', 'c'])
})

it('loses none of many saves at the same time', async () => {
  await using draft = await setUpDraft([])
  const ids = Array.from({ length: 8 }, (_, i) => `n${i}`)
  const saves = await Promise.all(ids.map((id) => draft.save(1, [addNode(id)])))
  expect(saves.map(({ revision }) => revision).sort()).toEqual([2, 3, 4, 5, 6, 7, 8, 9])
  expect((await draft.nodes()).map(({ id }) => id).sort()).toEqual(ids)
})

it('merges nothing without the id of a batch', async () => {
  await using draft = await setUpDraft()
  await draft.save(2, [addNode('b')])
  const second = draft.api.workflows.saveDraft({ id: draft.id, baseRevision: 2, operations: [addNode('c')] })
  expect(await refusalOf(second)).toMatchObject({
    trpcCode: 'CONFLICT',
    revision: 3,
    problem: { code: 'STALE_REVISION' },
  })
  expect((await draft.nodes()).map(({ id }) => id)).toEqual(['a', 'b'])
})

it('renames beside edits that are under way', async () => {
  await using draft = await setUpDraft()
  await draft.api.workflows.rename({ id: draft.id, name: 'New name' })
  const saved = await draft.save(2, [addNode('b')])
  expect(saved.merged?.workflow.name).toBe('New name')
})

it('asks for the draft to be loaded again where the log of changes does not reach back', async () => {
  await using draft = await setUpDraft()
  // Replaced as a whole, as the REST API does it.
  await draft.pool.query(`UPDATE workflow SET revision = revision + 1 WHERE id = $1`, [draft.id])
  await draft.save(3, [addNode('b')])
  expect(await refusalOf(draft.save(2, [addNode('c')]))).toMatchObject({
    revision: 4,
    problem: { code: 'STALE_REVISION' },
  })
  expect(await refusalOf(draft.save(9, [addNode('c')]))).toMatchObject({ problem: { code: 'STALE_REVISION' } })
})

it('keeps the operations of 500 revisions, and knows older batches still', async () => {
  await using draft = await setUpDraft()
  await draft.save(2, [addNode('b')], 'old')
  await draft.pool.query(`UPDATE workflow SET revision = 502 WHERE id = $1`, [draft.id])
  await draft.save(502, [addNode('c')])
  const { rows } = await draft.pool.query(
    `SELECT revision FROM draft_change WHERE workflow_id = $1 AND operations IS NULL`,
    [draft.id],
  )
  expect(rows).toEqual([{ revision: 3 }])
  expect(await draft.save(2, [addNode('b')], 'old')).toMatchObject({ revision: 503 })
})
