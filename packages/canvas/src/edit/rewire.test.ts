import { applyOperations } from '@spane/workflow'
import { describe, expect, it } from 'vitest'
import { planRewire } from './rewire.ts'
import { testNode, testScene, testWorkflow } from './scene.fixture.ts'

const scene = testScene(
  testWorkflow([testNode('a'), testNode('b'), testNode('c'), testNode('d')], ['a->b', 'b->c', 'a->d', 'c->d']),
)

describe('planRewire', () => {
  it('moves the target, in the place that the edge had among the others', () => {
    const plan = planRewire(scene.graph, 'a->b', 'target', { nodeId: 'c', portId: 'main' })
    if (!plan || 'refused' in plan) throw new Error('refused')
    const { workflow, inverse } = applyOperations(scene.workflow, plan.operations)
    expect(workflow.edges.map(({ source, target }) => `${source}->${target}`)).toEqual(['a->c', 'b->c', 'a->d', 'c->d'])
    expect(applyOperations(workflow, inverse).workflow).toEqual(scene.workflow)
  })

  it('moves the source', () => {
    expect(planRewire(scene.graph, 'c->d', 'source', { nodeId: 'b', portId: 'main' })).toMatchObject({
      operations: [{ type: 'removeEdge' }, { type: 'addEdge', edge: { source: 'b', target: 'd' } }],
    })
  })

  it('does nothing where the edge ends already', () => {
    expect(planRewire(scene.graph, 'a->b', 'target', { nodeId: 'b', portId: 'main' })).toBeUndefined()
  })

  it('refuses what a new edge there would be refused for, the edge itself not counted', () => {
    const refused = (side: 'source' | 'target', edgeId: string, nodeId: string) =>
      planRewire(scene.graph, edgeId, side, { nodeId, portId: 'main' })
    expect(refused('target', 'a->b', 'd')).toEqual({ refused: 'duplicate' })
    expect(refused('target', 'b->c', 'a')).toEqual({ refused: 'cycle' })
    expect(refused('source', 'a->b', 'b')).toEqual({ refused: 'self' })
    // Only by this edge is b before c.
    expect(refused('source', 'b->c', 'd')).toEqual({ refused: 'cycle' })
  })
})
