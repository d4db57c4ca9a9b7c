import { describe, expect, it } from 'vitest'
import { testNode, testTypes, testWorkflow } from '../edit/scene.fixture.ts'
import { createEditorStore } from './create-editor-store.ts'
import { groupElementId, noteElementId } from './element-ids.ts'
import { FOLDED_PORT } from './flow-elements.ts'

function setUp() {
  const workflow = testWorkflow([testNode('a'), testNode('b', 320), testNode('c', 640)], ['a->b', 'b->c'])
  const saved: string[][] = []
  const store = createEditorStore({
    workflow,
    nodeTypes: testTypes,
    onOperations: (operations) => saved.push(operations.map(({ type }) => type)),
  })
  const group = (...ids: string[]) => {
    store.actions.select(ids)
    store.actions.groupSelection()
    return groupElementId('group')
  }
  const element = (id: string) => store.getState().flowNodes.find((candidate) => candidate.id === id)
  return { store, actions: store.actions, workflow, saved, group, element }
}

describe('groups on the canvas', () => {
  it('hides the nodes of a folded group and hangs their edges on its card; undo unfolds it', () => {
    const { store, actions, group } = setUp()
    const elementId = group('a', 'b')
    actions.updateGroup('group', { folded: true })
    expect(store.getState().flowNodes.map(({ id }) => id)).toEqual(['c', elementId])
    expect(store.getState().flowEdges).toMatchObject([
      { id: 'b->c', source: elementId, sourceHandle: FOLDED_PORT, target: 'c' },
    ])
    actions.undo()
    expect(store.getState().flowEdges.map(({ source }) => source)).toEqual(['a', 'b'])
  })

  it('moves its nodes with its frame, as one gesture that one undo takes back', () => {
    const { store, actions, workflow, saved, group, element } = setUp()
    const id = group('a', 'b')
    const { x, y } = element(id)?.position ?? { x: 0, y: 0 }
    saved.length = 0
    for (const step of [16, 32]) {
      actions.changeNodes([{ type: 'position', id, position: { x: x + step, y: y + step }, dragging: true }])
    }
    expect(element('b')?.position).toEqual({ x: 352, y: 32 })
    expect(element('c')?.position).toEqual({ x: 640, y: 0 })
    actions.commitPositions()
    expect(saved).toEqual([['moveNodes']])
    actions.undo()
    expect(store.getState().workflow.nodes).toEqual(workflow.nodes)
  })

  it('moves the nodes of a folded group when its card is let go', () => {
    const { store, actions, group, element } = setUp()
    const id = group('a', 'b')
    actions.updateGroup('group', { folded: true })
    const { x, y } = element(id)?.position ?? { x: 0, y: 0 }
    actions.changeNodes([{ type: 'position', id, position: { x: x + 48, y }, dragging: true }])
    actions.changeNodes([{ type: 'position', id, position: { x: x + 48, y }, dragging: false }])
    actions.commitPositions()
    expect(store.getState().workflow.nodes.map((node) => node.position?.x)).toEqual([48, 368, 640])
    expect(element(id)?.position).toEqual({ x: x + 48, y })
  })

  it('keeps its frame around a node that is dragged inside it', () => {
    const { actions, group, element } = setUp()
    const id = group('a', 'b')
    const width = element(id)?.width ?? 0
    actions.changeNodes([{ type: 'position', id: 'b', position: { x: 400, y: 0 }, dragging: true }])
    expect(element(id)?.width).toBe(width + 80)
  })

  it('takes nodes out of the group that they were in, and the last one takes it along', () => {
    const { store, group } = setUp()
    group('a', 'b')
    group('a', 'c')
    expect(store.getState().workflow.layout?.groups.map(({ nodeIds }) => nodeIds)).toEqual([['b'], ['a', 'c']])
    group('b', 'c')
    expect(store.getState().workflow.layout?.groups.map(({ nodeIds }) => nodeIds)).toEqual([['a'], ['b', 'c']])
  })

  it('deletes a folded group with its nodes, an open one without', () => {
    const { store, actions, group } = setUp()
    actions.select([group('a', 'b')])
    actions.deleteSelection()
    expect(store.getState().workflow.nodes).toHaveLength(3)
    const id = group('a', 'b')
    actions.updateGroup('group', { folded: true })
    actions.select([id])
    actions.deleteSelection()
    expect(store.getState().workflow).toMatchObject({ nodes: [{ id: 'c' }] })
    expect(store.getState().workflow).not.toHaveProperty('layout')
  })
})

describe('notes on the canvas', () => {
  it('are added for writing, written, moved and sized, each as a gesture of its own', () => {
    const { store, actions, saved } = setUp()
    actions.addNote({ x: 100, y: 101 })
    expect(store.getState().editingNoteId).toBe('note')
    actions.updateNote('note', { text: 'Hi' })
    actions.updateNote('note', { text: 'Hi' })
    actions.changeNodes([{ type: 'position', id: noteElementId('note'), position: { x: 0, y: 0 } }])
    actions.commitPositions()
    expect(saved).toEqual([['addNote'], ['updateNote'], ['updateNote']])
    expect(store.getState().workflow.layout?.notes).toMatchObject([{ text: 'Hi', position: { x: 0, y: 0 } }])
    for (let count = 0; count < 3; count++) actions.undo()
    expect(store.getState().workflow).not.toHaveProperty('layout')
  })
})

describe('gestures', () => {
  it('moves by keys in one gesture as long as the same things are moved', () => {
    const { store, actions } = setUp()
    actions.select(['a'])
    for (let count = 0; count < 3; count++) actions.nudge('right', 1)
    actions.select(['b'])
    actions.nudge('down', 5)
    expect(store.getState().workflow.nodes.map((node) => node.position)).toMatchObject([{ x: 48 }, { y: 80 }, {}])
    expect(store.getState().past).toHaveLength(2)
  })

  it('disables what is selected, enables it when all of it is disabled, and says so', () => {
    const { store, actions } = setUp()
    const disabled = () => store.getState().workflow.nodes.map((node) => node.disabled ?? false)
    actions.select(['a'])
    actions.toggleDisabled()
    actions.select(['a', 'b'])
    actions.toggleDisabled()
    expect(disabled()).toEqual([true, true, false])
    expect(store.getState().announcement.text).toBe('1 node disabled')
    actions.toggleDisabled()
    expect(disabled()).toEqual([false, false, false])
    expect(store.getState().announcement.text).toBe('2 nodes enabled')
  })
})
