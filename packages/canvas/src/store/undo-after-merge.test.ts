import { applyOperations, NO_RENAMES, type Operation, type Workflow } from '@spane/workflow'
import { describe, expect, it } from 'vitest'
import { testNode, testTypes, testWorkflow } from '../edit/scene.fixture.ts'
import { createEditorStore } from './create-editor-store.ts'

const start = testWorkflow([testNode('a', 0, 0), testNode('b', 304, 0), testNode('c', 608, 0)], ['a->b', 'b->c'])
const setConfig = (nodeId: string, config: Record<string, unknown>): Operation => ({
  type: 'updateNode',
  nodeId,
  patch: { config },
})

function open() {
  const sent: Operation[][] = []
  const notices: string[] = []
  const store = createEditorStore({
    workflow: start,
    nodeTypes: testTypes,
    onOperations: (operations) => sent.push(operations),
    onNotice: (said) => notices.push(said),
  })
  const { actions } = store
  return {
    store,
    actions,
    sent,
    notices,
    workflow: () => store.getState().workflow,
    configOf: (id: string) => store.getState().graph.nodes.get(id)?.config,
    /** Somebody else's edit arrives. */
    merge: (...operations: Operation[]) =>
      actions.takeMerged(applyOperations(store.getState().workflow, operations).workflow, NO_RENAMES),
  }
}

describe('undo after an edit of somebody else', () => {
  it('takes back the own field and leaves theirs, in the same config', () => {
    const { actions, configOf, merge, sent } = open()
    actions.apply([setConfig('a', { url: 'mine' })])
    merge(setConfig('a', { url: 'mine', method: 'POST' }))
    actions.undo()
    expect(configOf('a')).toEqual({ method: 'POST' })
    expect(sent.at(-1)).toEqual([setConfig('a', { method: 'POST' })])
    actions.redo()
    expect(configOf('a')).toEqual({ method: 'POST', url: 'mine' })
  })

  it('leaves out what they have changed since, and says so', () => {
    const { actions, configOf, merge, notices, sent, store } = open()
    actions.apply([setConfig('a', { url: 'mine' })])
    merge(setConfig('a', { url: 'theirs' }))
    actions.undo()
    expect(configOf('a')).toEqual({ url: 'theirs' })
    expect(sent).toHaveLength(1)
    expect(notices).toEqual(['Not undone: somebody else has changed it since'])
    expect(store.getState().announcement.text).toBe(notices[0])
  })

  it('brings a deleted node back beside what they added', () => {
    const { actions, workflow, merge } = open()
    actions.select(['b'])
    actions.deleteSelection()
    merge({ type: 'addNode', node: { id: 'd', type: 'http', config: {} } })
    actions.undo()
    expect(
      workflow()
        .nodes.map(({ id }) => id)
        .sort(),
    ).toEqual(['a', 'b', 'c', 'd'])
    expect(workflow().edges.map(({ source, target }) => `${source}->${target}`)).toEqual(['a->b', 'b->c'])
  })

  it('does not delete the own new node once they have edited it', () => {
    const { actions, configOf, merge, notices } = open()
    actions.apply([{ type: 'addNode', node: { id: 'd', type: 'http', config: {} } }])
    merge(setConfig('d', { url: 'theirs' }))
    actions.undo()
    expect(configOf('d')).toEqual({ url: 'theirs' })
    expect(notices).toHaveLength(1)
  })

  it('does not join letters that were typed before and after it', () => {
    const { actions, configOf, merge } = open()
    const type = (url: string, rest = {}) => actions.apply([setConfig('a', { ...rest, url })], { mergeKey: 'url' })
    type('h')
    merge(setConfig('a', { url: 'h', method: 'POST' }))
    type('ht', { method: 'POST' })
    actions.undo()
    expect(configOf('a')).toEqual({ url: 'h', method: 'POST' })
    actions.undo()
    expect(configOf('a')).toEqual({ method: 'POST' })
  })

  it('goes along when the own new node had to take another id', () => {
    const { actions, store, workflow } = open()
    actions.apply([{ type: 'addNode', node: { id: 'http', type: 'http', config: { mine: true } } }], {
      select: ['http'],
    })
    actions.inspect('http')
    const merged: Workflow = {
      ...start,
      nodes: [
        ...start.nodes,
        { id: 'http', type: 'http', config: {} },
        { id: 'http-2', type: 'http', config: { mine: true } },
      ],
    }
    actions.takeMerged(merged, { node: { http: 'http-2' }, note: {}, group: {} })
    expect(store.getState().inspectedNodeId).toBe('http-2')
    expect(
      store
        .getState()
        .flowNodes.filter(({ selected }) => selected)
        .map(({ id }) => id),
    ).toEqual(['http-2'])
    actions.undo()
    expect(workflow().nodes.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'http'])
  })

  it('says why the inspector closes when somebody else deletes its node', () => {
    const { actions, store, merge, notices } = open()
    actions.inspect('c')
    merge(setConfig('c', { url: 'theirs' }))
    expect(notices).toEqual([])
    merge({ type: 'removeEdge', edgeId: 'b->c' }, { type: 'removeNode', nodeId: 'c' })
    expect(store.getState().inspectedNodeId).toBeNull()
    expect(notices).toEqual(['c: somebody else has deleted this node'])
  })

  it('keeps a node where the hand holds it', () => {
    const { actions, store, merge } = open()
    actions.changeNodes([{ type: 'position', id: 'a', position: { x: 80, y: 80 }, dragging: true }])
    merge(setConfig('b', { url: 'theirs' }))
    expect(store.getState().flowNodes.find(({ id }) => id === 'a')?.position).toEqual({ x: 80, y: 80 })
    actions.commitPositions()
    expect(store.getState().graph.nodes.get('a')?.position).toEqual({ x: 80, y: 80 })
  })
})
