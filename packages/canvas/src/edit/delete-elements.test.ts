import { applyOperations, type Workflow } from '@spane/workflow'
import { describe, expect, it } from 'vitest'
import { planDeletion } from './delete-elements.ts'
import { testNode, testScene, testWorkflow } from './scene.fixture.ts'

function remove(workflow: Workflow, nodeIds: string[], edgeIds: string[] = []): Workflow {
  const operations = planDeletion(testScene(workflow).graph, new Set(nodeIds), new Set(edgeIds))
  return applyOperations(workflow, operations).workflow
}
const ends = (workflow: Workflow) => workflow.edges.map((edge) => `${edge.source}:${edge.sourcePort}->${edge.target}`)
const nodes = ['a', 'b', 'c', 'd'].map((id) => testNode(id))

describe('planDeletion', () => {
  it('takes the edges of a node along', () => {
    const workflow = testWorkflow(nodes, ['a->b', 'b->c', 'b->d'])
    expect(ends(remove(workflow, ['b']))).toEqual([])
  })

  it('heals a straight chain, from the same output', () => {
    const workflow = testWorkflow(nodes, ['a:true->b', 'b->c', 'c->d'])
    expect(ends(remove(workflow, ['b', 'c']))).toEqual(['a:true->d'])
  })

  it('does not double an edge by healing', () => {
    const workflow = testWorkflow(nodes, ['a->b', 'b->c', 'a->c'])
    expect(ends(remove(workflow, ['b']))).toEqual(['a:main->c'])
  })

  it('does not heal where an edge was deleted, too', () => {
    const workflow = testWorkflow(nodes, ['a->b', 'b->c'])
    expect(ends(remove(workflow, ['b'], ['a->b']))).toEqual([])
  })

  it('deletes edges alone', () => {
    const workflow = testWorkflow(nodes, ['a->b', 'b->c'])
    expect(ends(remove(workflow, [], ['a->b']))).toEqual(['b:main->c'])
  })
})
