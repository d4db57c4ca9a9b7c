import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyOperations } from './apply-operations.ts'
import { type Workflow, workflowSchema } from './definition.ts'
import { type Operation, operationSchema } from './operation.ts'
import { OperationError } from './operation-error.ts'

const edge = (id: string, source: string, target: string, sourcePort = 'main') => ({
  id,
  source,
  sourcePort,
  target,
  targetPort: 'main',
})

const start: Workflow = {
  id: 'w',
  name: 'W',
  entryNodeId: 'a',
  nodes: [
    { id: 'a', type: 't', config: {} },
    { id: 'b', type: 't', config: { x: '{{ nodes.a.output + nodes["z z"].output }}' }, position: { x: 1, y: 1 } },
    { id: 'c', type: 't', config: {}, name: 'C', settings: { retries: 1 } },
  ],
  edges: [edge('e1', 'a', 'b'), edge('e2', 'b', 'c')],
}

function codeOf(...operations: Operation[]): [string, number] | undefined {
  try {
    applyOperations(start, operations)
  } catch (error) {
    if (error instanceof OperationError) return [error.code, error.index]
    throw error
  }
  return undefined
}

describe('applyOperations', () => {
  it('renames a node in edges, entry and expressions, and takes it back as it was written', () => {
    const { workflow, inverse } = applyOperations(start, [{ type: 'renameNode', nodeId: 'a', newId: 'z z' }])
    expect(workflow.entryNodeId).toBe('z z')
    expect(workflow.edges[0]).toMatchObject({ id: 'e1', source: 'z z' })
    expect(workflow.nodes[1]?.config).toEqual({ x: '{{ nodes["z z"].output + nodes["z z"].output }}' })
    expect(applyOperations(workflow, inverse).workflow).toEqual(start)
  })

  it('clears the entry with its node', () => {
    const { workflow, inverse } = applyOperations(start, [
      { type: 'removeEdge', edgeId: 'e1' },
      { type: 'removeNode', nodeId: 'a' },
    ])
    expect(workflow).not.toHaveProperty('entryNodeId')
    expect(applyOperations(workflow, inverse).workflow).toEqual(start)
  })

  it('leaves what it does not touch the same objects, and the given workflow unchanged', () => {
    const before = structuredClone(start)
    const { workflow } = applyOperations(start, [{ type: 'updateNode', nodeId: 'a', patch: { name: 'A' } }])
    expect(workflow.nodes[1]).toBe(start.nodes[1])
    expect(start).toEqual(before)
  })

  it('refuses what does not apply, with the index of the operation', () => {
    const fine: Operation = { type: 'updateWorkflow', patch: { name: 'N' } }
    expect(codeOf(fine, { type: 'removeNode', nodeId: 'x' })).toEqual(['NODE_NOT_FOUND', 1])
    expect(codeOf({ type: 'removeNode', nodeId: 'a' })).toEqual(['NODE_HAS_EDGES', 0])
    expect(codeOf({ type: 'addNode', node: { id: 'a', type: 't', config: {} } })).toEqual(['NODE_EXISTS', 0])
    expect(codeOf({ type: 'renameNode', nodeId: 'a', newId: 'b' })).toEqual(['NODE_EXISTS', 0])
    expect(codeOf({ type: 'moveNodes', positions: { x: { x: 0, y: 0 } } })).toEqual(['NODE_NOT_FOUND', 0])
    expect(codeOf({ type: 'addEdge', edge: edge('e1', 'a', 'c') })).toEqual(['EDGE_EXISTS', 0])
    expect(codeOf({ type: 'addEdge', edge: edge('e9', 'a', 'b') })).toEqual(['DUPLICATE_EDGE', 0])
    expect(codeOf({ type: 'addEdge', edge: edge('e9', 'a', 'x') })).toEqual(['NODE_NOT_FOUND', 0])
    expect(codeOf({ type: 'removeEdge', edgeId: 'x' })).toEqual(['EDGE_NOT_FOUND', 0])
    expect(codeOf({ type: 'updateWorkflow', patch: { entryNodeId: 'x' } })).toEqual(['NODE_NOT_FOUND', 0])
  })

  it('takes a node that is removed out of its group, and a group that is empty with it', () => {
    const grouped = applyOperations(start, [
      { type: 'addGroup', group: { id: 'g', name: 'G', nodeIds: ['c', 'b'] } },
      { type: 'addGroup', group: { id: 'h', name: 'H', nodeIds: ['c'] } },
      { type: 'removeEdge', edgeId: 'e2' },
    ]).workflow
    const { workflow, inverse } = applyOperations(grouped, [{ type: 'removeNode', nodeId: 'c' }])
    expect(workflow.layout?.groups).toEqual([{ id: 'g', name: 'G', nodeIds: ['b'] }])
    expect(applyOperations(workflow, inverse).workflow).toEqual(grouped)
  })

  it('refuses a group of nodes that are not there, and notes and groups that are not or already there', () => {
    const note = { id: 'n', text: '', position: { x: 0, y: 0 }, size: { width: 200, height: 100 } }
    const group = { id: 'g', name: 'G', nodeIds: ['a'] }
    expect(codeOf({ type: 'addGroup', group: { ...group, nodeIds: ['x'] } })).toEqual(['NODE_NOT_FOUND', 0])
    expect(codeOf({ type: 'addNote', note }, { type: 'addNote', note })).toEqual(['NOTE_EXISTS', 1])
    expect(codeOf({ type: 'addGroup', group }, { type: 'addGroup', group })).toEqual(['GROUP_EXISTS', 1])
    expect(codeOf({ type: 'removeNote', noteId: 'n' })).toEqual(['NOTE_NOT_FOUND', 0])
    expect(codeOf({ type: 'updateGroup', groupId: 'g', patch: { folded: true } })).toEqual(['GROUP_NOT_FOUND', 0])
  })

  it('is taken back by its inverse, whatever the operations', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'z z')
    const config = fc.constantFrom({}, { v: 1 }, { v: '{{ nodes.a.output }}' }, { v: "{{ nodes['b'] + nodes.d }}" })
    const index = fc.option(fc.nat(4), { nil: undefined })
    const position = fc.option(fc.record({ x: fc.nat(9), y: fc.nat(9) }), { nil: null })
    const name = fc.constantFrom(null, undefined, 'N', 'M')
    const settings = fc.constantFrom(null, undefined, { retries: 3 })
    const disabled = fc.constantFrom(null, undefined, true)
    const itemId = fc.constantFrom('i1', 'i2')
    const operation: fc.Arbitrary<Operation> = fc.oneof(
      fc.record({
        type: fc.constant('addNode' as const),
        node: fc.record({ id, type: fc.constant('t'), config }),
        index,
      }),
      fc.record({ type: fc.constant('removeNode' as const), nodeId: id }),
      fc.record({
        type: fc.constant('updateNode' as const),
        nodeId: id,
        patch: fc.record({ name, config, settings, disabled }),
      }),
      fc.record({ type: fc.constant('moveNodes' as const), positions: fc.dictionary(id, position) }),
      fc.record({ type: fc.constant('renameNode' as const), nodeId: id, newId: id }),
      fc.record({
        type: fc.constant('addEdge' as const),
        edge: fc.tuple(fc.constantFrom('e1', 'e2', 'e3'), id, id).map(([e, s, t]) => edge(e, s, t)),
        index,
      }),
      fc.record({ type: fc.constant('removeEdge' as const), edgeId: fc.constantFrom('e1', 'e2', 'e3') }),
      fc.record({
        type: fc.constant('updateWorkflow' as const),
        patch: fc.record({ entryNodeId: fc.option(id, { nil: null }) }),
      }),
      fc.record({
        type: fc.constant('addNote' as const),
        note: fc.record({
          id: itemId,
          text: fc.constant('# Hi'),
          position: fc.constant({ x: 0, y: 0 }),
          size: fc.constant({ width: 100, height: 100 }),
        }),
        index,
      }),
      fc.record({ type: fc.constant('removeNote' as const), noteId: itemId }),
      fc.record({
        type: fc.constant('updateNote' as const),
        noteId: itemId,
        patch: fc.record({ text: fc.constantFrom(undefined, 'x'), color: fc.constantFrom(null, undefined, 'red') }),
      }),
      fc.record({
        type: fc.constant('addGroup' as const),
        group: fc.record({ id: itemId, name: fc.constant('G'), nodeIds: fc.uniqueArray(id, { minLength: 1 }) }),
        index,
      }),
      fc.record({ type: fc.constant('removeGroup' as const), groupId: itemId }),
      fc.record({
        type: fc.constant('updateGroup' as const),
        groupId: itemId,
        patch: fc.record({
          nodeIds: fc.option(fc.uniqueArray(id, { minLength: 1 }), { nil: undefined }),
          folded: fc.constantFrom(null, undefined, true),
        }),
      }),
    )
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 30 }), (candidates) => {
        // Only the operations that apply, so that a batch is not refused for one of them.
        const batch: Operation[] = []
        let reached = start
        for (const candidate of candidates) {
          try {
            reached = applyOperations(reached, [candidate]).workflow
            batch.push(candidate)
          } catch (error) {
            if (!(error instanceof OperationError)) throw error
          }
        }
        const applied = applyOperations(start, batch)
        expect(applied.workflow).toEqual(reached)
        const sent = applied.inverse.map((operation) => operationSchema.parse(JSON.parse(JSON.stringify(operation))))
        expect(applyOperations(applied.workflow, sent).workflow).toStrictEqual(workflowSchema.parse(start))
      }),
      { numRuns: 500 },
    )
  })
})
