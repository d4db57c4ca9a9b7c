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

  it('is taken back by its inverse, whatever the operations', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'z z')
    const config = fc.constantFrom({}, { v: 1 }, { v: '{{ nodes.a.output }}' }, { v: "{{ nodes['b'] + nodes.d }}" })
    const index = fc.option(fc.nat(4), { nil: undefined })
    const position = fc.option(fc.record({ x: fc.nat(9), y: fc.nat(9) }), { nil: null })
    const name = fc.constantFrom(null, undefined, 'N', 'M')
    const settings = fc.constantFrom(null, undefined, { retries: 3 })
    const operation: fc.Arbitrary<Operation> = fc.oneof(
      fc.record({
        type: fc.constant('addNode' as const),
        node: fc.record({ id, type: fc.constant('t'), config }),
        index,
      }),
      fc.record({ type: fc.constant('removeNode' as const), nodeId: id }),
      fc.record({ type: fc.constant('updateNode' as const), nodeId: id, patch: fc.record({ name, config, settings }) }),
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
