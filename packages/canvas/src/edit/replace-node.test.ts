import { applyOperations } from '@spane/workflow'
import { describe, expect, it } from 'vitest'
import { planReplacement } from './replace-node.ts'
import { testNode, testScene, testType, testWorkflow } from './scene.fixture.ts'

const branch = testNode('x', 300, 0, { type: 'if', name: 'If 2' })
const scene = testScene(
  testWorkflow(
    [testNode('a'), branch, testNode('b', 600), testNode('c', 600, 200)],
    ['a->x', 'x:true->b', 'x:false->c'],
  ),
)

function replaced(nodeId: string, type: string, of = scene) {
  const { workflow, inverse } = applyOperations(of.workflow, planReplacement(of, nodeId, testType(type)))
  expect(applyOperations(workflow, inverse).workflow).toEqual(of.workflow)
  return { workflow, node: workflow.nodes.find((node) => node.id === nodeId) }
}

describe('planReplacement', () => {
  it('keeps id and place, and leads edges from ports that are gone to those in their place', () => {
    const { workflow, node } = replaced('x', 'switch')
    expect(node).toMatchObject({ id: 'x', type: 'switch', config: { cases: 2 }, position: { x: 300, y: 0 } })
    expect(workflow.edges.map(({ source, sourcePort, target }) => [source, sourcePort, target])).toEqual([
      ['a', 'main', 'x'],
      ['x', 'case-1', 'b'],
      ['x', 'case-2', 'c'],
    ])
  })

  it('leads all branches out of the only port there is', () => {
    const { workflow } = replaced('x', 'http')
    expect(workflow.edges.slice(1)).toMatchObject([
      { sourcePort: 'main', target: 'b' },
      { sourcePort: 'main', target: 'c' },
    ])
  })

  it('drops edges for which there is no port', () => {
    expect(replaced('x', 'end').workflow.edges.map((edge) => edge.id)).toEqual(['a->x'])
    expect(replaced('x', 'trigger').workflow.edges.map((edge) => edge.source)).toEqual(['x', 'x'])
  })

  it('keeps a name that a person gave, not one that says the old type', () => {
    expect(replaced('x', 'http').node?.name).toBe('HTTP request')
    const named = testScene({ ...scene.workflow, nodes: [{ ...branch, name: 'Is it paid?' }], edges: [] })
    expect(replaced('x', 'http', named).node?.name).toBe('Is it paid?')
  })

  it('keeps the config fields that the new type takes as they are', () => {
    const config = { url: 'https://kept.example', cases: 'three', odd: 1 }
    const full = testScene(testWorkflow([testNode('x', 0, 0, { type: 'trigger', config })]))
    expect(replaced('x', 'http', full).node?.config).toEqual({ url: 'https://kept.example' })
    expect(replaced('x', 'switch', full).node?.config).toEqual({ cases: 2 })
  })

  it('does nothing for the type that it has', () => {
    expect(planReplacement(scene, 'x', testType('if'))).toEqual([])
  })
})
