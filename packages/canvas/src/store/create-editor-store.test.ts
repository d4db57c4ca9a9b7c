import { applyOperations, type Operation, type Workflow } from '@spane/workflow'
import fc from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { loadLayout } from '../edit/load-layout.ts'
import { testNode, testType, testTypes, testWorkflow } from '../edit/scene.fixture.ts'
import { createEditorStore, type EditorStore } from './create-editor-store.ts'

const start = testWorkflow(
  [testNode('a', 0, 0), testNode('b', 304, 0), testNode('c', 608, 0, { name: 'Third' })],
  ['a->b', 'b->c'],
)

// It tidies up at once when the layout is here already.
beforeAll(async () => {
  await loadLayout()
})

function open(workflow: Workflow = start, readOnly = false) {
  const batches: Operation[][] = []
  const store = createEditorStore({
    workflow,
    nodeTypes: testTypes,
    readOnly,
    onOperations: (operations) => batches.push(operations),
  })
  return { store, actions: store.actions, batches, workflow: () => store.getState().workflow }
}

/** What a server that gets every batch would hold. */
function replay(workflow: Workflow, batches: Operation[][]): Workflow {
  return batches.reduce((current, batch) => applyOperations(current, batch).workflow, workflow)
}

describe('gestures', () => {
  it('moves any number of nodes in one step', () => {
    const { store, actions, batches, workflow } = open()
    actions.changeNodes(['a', 'b'].map((id) => ({ type: 'position', id, position: { x: 16, y: 160 }, dragging: true })))
    expect(batches).toHaveLength(0)
    actions.commitPositions()
    expect(batches).toEqual([[{ type: 'moveNodes', positions: { a: { x: 16, y: 160 }, b: { x: 16, y: 160 } } }]])
    actions.undo()
    expect(workflow()).toEqual(start)
    expect(store.getState().flowNodes[0]?.position).toEqual({ x: 0, y: 0 })
  })

  it('says nothing when a drag ends where it began', () => {
    const { actions, batches } = open()
    actions.commitPositions()
    expect(batches).toHaveLength(0)
  })

  it('adds a node with its edge in one step and selects it', () => {
    const { store, actions, batches, workflow } = open()
    const id = actions.addNode(testType('http'), { source: { nodeId: 'c', portId: 'main' } })
    expect(id).toBe('http')
    expect(batches).toHaveLength(1)
    expect(
      store
        .getState()
        .flowNodes.filter((node) => node.selected)
        .map((node) => node.id),
    ).toEqual(['http'])
    actions.undo()
    expect(workflow()).toEqual(start)
  })

  it('deletes the selection in one step and closes its inspector', () => {
    const { store, actions, workflow } = open()
    actions.select(['b'])
    actions.inspect('b')
    actions.deleteSelection()
    expect(workflow().edges).toHaveLength(1)
    expect(store.getState().inspectedNodeId).toBeNull()
    actions.undo()
    expect(workflow()).toEqual(start)
  })

  it('refuses a cycle, a doubled edge and a loop however they are asked for', () => {
    const { actions, batches } = open()
    const main = { sourcePort: 'main', targetPort: 'main' }
    actions.connect({ source: 'c', target: 'a', ...main })
    actions.connect({ source: 'a', target: 'b', ...main })
    actions.connect({ source: 'a', target: 'a', ...main })
    expect(batches).toHaveLength(0)
  })

  it('duplicates a selection with its inner edges', () => {
    const { actions, workflow } = open()
    actions.select(['a', 'b'])
    actions.duplicateSelection()
    expect(workflow().nodes.map((node) => node.id)).toEqual(['a', 'b', 'c', 'a-2', 'b-2'])
    expect(workflow().edges.at(-1)).toMatchObject({ source: 'a-2', target: 'b-2' })
  })

  it('tidies up in one step, and does nothing when all is tidy', async () => {
    const { actions, batches } = open(testWorkflow([testNode('a', 0, 0), testNode('b', 0, 0)], ['a->b']))
    await actions.tidy()
    expect(batches).toHaveLength(1)
    await actions.tidy()
    expect(batches).toHaveLength(1)
  })

  it('clears a name that is empty, so that the id shows again', () => {
    const { actions, workflow } = open()
    actions.renameNode('c', '  ')
    expect(workflow().nodes[2]).not.toHaveProperty('name')
  })
})

describe('undo and redo', () => {
  it('makes the letters typed into one field one step', () => {
    const { actions, batches, workflow } = open()
    for (const url of ['h', 'ht', 'htt']) {
      actions.apply([{ type: 'updateNode', nodeId: 'a', patch: { config: { url } } }], { mergeKey: 'url' })
    }
    expect(batches).toHaveLength(3)
    actions.undo()
    expect(workflow()).toEqual(start)
    actions.redo()
    expect(workflow().nodes[0]?.config).toEqual({ url: 'htt' })
  })

  it('does not merge into a step that was undone and redone', () => {
    const { store, actions } = open()
    const type = (url: string) =>
      actions.apply([{ type: 'updateNode', nodeId: 'a', patch: { config: { url } } }], { mergeKey: 'url' })
    type('h')
    actions.undo()
    actions.redo()
    type('ht')
    expect(store.getState().past).toHaveLength(2)
  })

  it('commits what is still being typed before it undoes', () => {
    const { actions, workflow } = open()
    const commit = vi.fn(() => {
      actions.apply([{ type: 'updateNode', nodeId: 'a', patch: { name: 'typed' } }])
    })
    const unregister = actions.registerPending(() => {
      if (commit.mock.calls.length === 0) commit()
    })
    actions.undo()
    expect(commit).toHaveBeenCalledOnce()
    expect(workflow()).toEqual(start)
    unregister()
  })

  it('forgets what was undone once something new is done', () => {
    const { store, actions } = open()
    actions.renameNode('a', 'One')
    actions.undo()
    actions.renameNode('a', 'Two')
    expect(store.getState().future).toEqual([])
  })

  it('leaves everything as it was when an operation does not apply', () => {
    const { store, actions, batches } = open()
    const applied = actions.apply([
      { type: 'removeEdge', edgeId: 'a->b' },
      { type: 'removeNode', nodeId: 'nowhere' },
    ])
    expect(applied).toBe(false)
    expect(store.getState().workflow).toBe(start)
    expect(batches).toHaveLength(0)
  })

  it('goes all the way back and forth again after any sequence of gestures', () => {
    const gesture = fc.oneof(
      fc.record({ kind: fc.constant('add' as const), type: fc.constantFrom('http', 'if', 'switch') }),
      fc.record({ kind: fc.constant('after' as const), at: fc.nat(9) }),
      fc.record({ kind: fc.constant('insert' as const), at: fc.nat(9) }),
      fc.record({ kind: fc.constant('delete' as const), at: fc.nat(9) }),
      fc.record({ kind: fc.constant('connect' as const), at: fc.nat(9), to: fc.nat(9) }),
      fc.record({ kind: fc.constant('duplicate' as const), at: fc.nat(9) }),
      fc.record({ kind: fc.constant('rename' as const), at: fc.nat(9) }),
      fc.record({ kind: fc.constant('tidy' as const) }),
      fc.record({ kind: fc.constant('undo' as const) }),
      fc.record({ kind: fc.constant('redo' as const) }),
    )
    type Gesture = typeof gesture extends fc.Arbitrary<infer G> ? G : never
    const perform = ({ actions, getState }: EditorStore, step: Gesture) => {
      const { nodes, edges } = getState().workflow
      const pick = (at: number) => nodes[at % Math.max(1, nodes.length)]?.id ?? 'none'
      if (step.kind === 'add') actions.addNode(testType(step.type), {})
      else if (step.kind === 'after') {
        actions.addNode(testType('http'), { source: { nodeId: pick(step.at), portId: 'main' } })
      } else if (step.kind === 'insert') {
        actions.addNode(testType('http'), { edgeId: edges[step.at % Math.max(1, edges.length)]?.id })
      } else if (step.kind === 'delete') {
        actions.select([pick(step.at)])
        actions.deleteSelection()
      } else if (step.kind === 'connect') {
        const ends = { source: pick(step.at), sourcePort: 'main', target: pick(step.to), targetPort: 'main' }
        actions.connect(ends)
      } else if (step.kind === 'duplicate') {
        actions.select([pick(step.at), pick(step.at + 1)])
        actions.duplicateSelection()
      } else if (step.kind === 'rename') actions.renameNode(pick(step.at), `Node ${step.at}`)
      else void actions[step.kind]()
    }
    fc.assert(
      fc.property(fc.array(gesture, { maxLength: 25 }), (steps) => {
        const { store, actions, batches, workflow } = open()
        for (const step of steps) perform(store, step)
        const end = workflow()
        expect(replay(start, batches)).toEqual(end)
        const depth = store.getState().past.length
        for (let i = 0; i < depth; i++) actions.undo()
        expect(workflow()).toEqual(start)
        for (let i = 0; i < depth; i++) actions.redo()
        expect(workflow()).toEqual(end)
        expect(replay(start, batches)).toEqual(end)
      }),
      { numRuns: 60 },
    )
  })
})

describe('what is drawn', () => {
  it('keeps the identity of everything that an edit does not touch', () => {
    const { store, actions } = open()
    const before = store.getState()
    actions.apply([{ type: 'moveNodes', positions: { a: { x: 32, y: 32 } } }])
    const after = store.getState()
    expect(after.flowNodes[0]).not.toBe(before.flowNodes[0])
    expect(after.flowNodes[1]).toBe(before.flowNodes[1])
    expect(after.flowEdges[0]).toBe(before.flowEdges[0])
    expect(after.graph.nodes.get('b')).toBe(before.graph.nodes.get('b'))
    expect(after.ports.get('b')).toBe(before.ports.get('b'))
  })

  it('leaves out edges to nowhere', () => {
    const { store } = open(testWorkflow([testNode('a')], ['a->gone']))
    expect(store.getState().flowEdges).toEqual([])
  })
})

describe('read-only', () => {
  it('changes nothing, and follows the workflow that it is given', () => {
    const { actions, batches, workflow } = open(start, true)
    actions.renameNode('a', 'New')
    actions.select(['a'])
    actions.deleteSelection()
    actions.undo()
    expect(workflow()).toBe(start)
    expect(batches).toHaveLength(0)
    const next = testWorkflow([testNode('z')])
    actions.setWorkflow(next)
    expect(workflow()).toBe(next)
  })
})
