import { wouldCreateCycle } from '@spane/workflow'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEdge, findForbiddenNodes, findPortlessNodes, refuseEdge } from './connect.ts'
import { testEdge, testNode, testScene, testWorkflow } from './scene.fixture.ts'

const chain = testScene(testWorkflow([testNode('a'), testNode('b'), testNode('c')], ['a->b', 'b->c'])).graph

describe('refuseEdge', () => {
  it('refuses a node that feeds itself', () => {
    expect(refuseEdge(chain, testEdge('a->a'), false)).toBe('self')
  })

  it('refuses an edge between ports that are connected already', () => {
    expect(refuseEdge(chain, testEdge('a->b'), false)).toBe('duplicate')
  })

  it('allows a second edge between the same nodes from another port', () => {
    expect(refuseEdge(chain, testEdge('a:error->b'), false)).toBeUndefined()
  })

  it('refuses what was found to close a cycle', () => {
    const forbidden = findForbiddenNodes(chain, { nodeId: 'c', portId: 'main' }, 'source')
    expect(refuseEdge(chain, testEdge('c->a'), forbidden.has('a'))).toBe('cycle')
  })
})

describe('findForbiddenNodes', () => {
  it('agrees with the search for a cycle on any graph, from either end', () => {
    const graphs = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 20 }).map((pairs) => {
      const edges = new Set(pairs.filter(([a, b]) => a < b).map(([a, b]) => `${a}->${b}`))
      return testScene(
        testWorkflow(
          Array.from({ length: 8 }, (_, index) => testNode(String(index))),
          [...edges],
        ),
      ).graph
    })
    fc.assert(
      fc.property(graphs, fc.nat(7), fc.nat(7), (graph, from, to) => {
        const [source, target] = [String(from), String(to)]
        if (source === target) return
        const expected = wouldCreateCycle(graph, source, target)
        const end = (nodeId: string) => ({ nodeId, portId: 'main' })
        expect(findForbiddenNodes(graph, end(source), 'source').has(target)).toBe(expected)
        expect(findForbiddenNodes(graph, end(target), 'target').has(source)).toBe(expected)
      }),
    )
  })
})

describe('findPortlessNodes', () => {
  it('finds what nothing can feed, and what can feed nothing', () => {
    const nodes = [testNode('start', 0, 0, { type: 'trigger' }), testNode('a'), testNode('stop', 0, 0, { type: 'end' })]
    const { ports } = testScene(testWorkflow(nodes))
    expect([...findPortlessNodes(ports, 'source')]).toEqual(['start'])
    expect([...findPortlessNodes(ports, 'target')]).toEqual(['stop'])
  })
})

describe('createEdge', () => {
  it('finds another id when the derived one is taken', () => {
    const { id: _id, ...ends } = testEdge('a->b')
    expect(createEdge(ends, () => false).id).toBe('a->b')
    expect(createEdge(ends, (id) => id === 'a->b').id).toBe('a->b-2')
  })
})
