import { applyOperations } from '@spane/workflow'
import { describe, expect, it } from 'vitest'
import { planNode } from './add-node.ts'
import { NODE_WIDTH } from './node-geometry.ts'
import { testNode, testScene, testType, testWorkflow } from './scene.fixture.ts'

const edgesOf = (workflow: { edges: { source: string; sourcePort: string; target: string }[] }) =>
  workflow.edges.map((edge) => `${edge.source}:${edge.sourcePort}->${edge.target}`)

describe('planNode', () => {
  it('gives readable ids, names and the default config', () => {
    const scene = testScene(testWorkflow([testNode('http', 0, 0)]))
    const { nodeId, operations } = planNode(scene, testType('http'), { position: { x: 500, y: 0 } })
    const { workflow } = applyOperations(scene.workflow, operations)
    expect(nodeId).toBe('http-2')
    expect(workflow.nodes[1]).toMatchObject({
      id: 'http-2',
      name: 'HTTP request 2',
      config: { url: 'https://example.com' },
    })
  })

  it('does not share the defaults between nodes', () => {
    const scene = testScene(testWorkflow([]))
    const { operations } = planNode(scene, testType('http'), {})
    const node = applyOperations(scene.workflow, operations).workflow.nodes[0]
    expect(node?.config).not.toBe(testType('http').defaults)
  })

  it('snaps to the grid and never lands on another node', () => {
    const scene = testScene(testWorkflow([testNode('a', 0, 0), testNode('b', 0, 96)]))
    const { operations } = planNode(scene, testType('http'), { position: { x: 7, y: 9 } })
    const added = operations.find((operation) => operation.type === 'addNode')
    const position = added?.type === 'addNode' ? added.node.position : undefined
    expect(position).toEqual({ x: 0, y: 192 })
  })

  it('wires the node to the output that it was asked from, beside it', () => {
    const scene = testScene(testWorkflow([testNode('choice', 0, 0, { type: 'if' })]))
    const { operations } = planNode(scene, testType('http'), { source: { nodeId: 'choice', portId: 'false' } })
    const { workflow } = applyOperations(scene.workflow, operations)
    expect(edgesOf(workflow)).toEqual(['choice:false->http'])
    expect(workflow.nodes[1]?.position?.x).toBeGreaterThan(NODE_WIDTH)
  })

  it('wires the node to the input that it was asked from', () => {
    const scene = testScene(testWorkflow([testNode('a', 400, 0)]))
    const { operations } = planNode(scene, testType('trigger'), { target: { nodeId: 'a', portId: 'main' } })
    const { workflow } = applyOperations(scene.workflow, operations)
    expect(edgesOf(workflow)).toEqual(['trigger:main->a'])
    expect(workflow.nodes[1]?.position?.x).toBeLessThan(400)
  })

  it('goes into an edge, takes over both its ports and makes room', () => {
    const nodes = [testNode('choice', 0, 0, { type: 'if' }), testNode('b', 304, 0), testNode('c', 608, 0)]
    const scene = testScene(testWorkflow(nodes, ['choice:true->b', 'b->c']))
    const { operations } = planNode(scene, testType('http'), { edgeId: 'choice:true->b' })
    const { workflow } = applyOperations(scene.workflow, operations)
    expect(edgesOf(workflow).sort()).toEqual(['b:main->c', 'choice:true->http', 'http:main->b'])
    const x = Object.fromEntries(workflow.nodes.map((node) => [node.id, node.position?.x ?? 0]))
    expect(x.http).toBeLessThan(x.b ?? 0)
    expect((x.c ?? 0) - (x.b ?? 0)).toBe(304)
  })

  it('moves what would be covered by what makes room, however it is wired', () => {
    const nodes = [testNode('a', 0, 0), testNode('b', 304, 0), testNode('free', 608, 0), testNode('next', 912, 16)]
    const scene = testScene(testWorkflow([...nodes, testNode('below', 608, 160)], ['a->b']))
    const { operations } = planNode(scene, testType('http'), { edgeId: 'a->b' })
    const x = Object.fromEntries(
      applyOperations(scene.workflow, operations).workflow.nodes.map((node) => [node.id, node.position?.x]),
    )
    expect(x).toEqual({ a: 0, http: 304, b: 608, free: 912, next: 1216, below: 608 })
  })

  it('leaves an edge alone when the node could not carry it on', () => {
    const scene = testScene(testWorkflow([testNode('a', 0, 0), testNode('b', 304, 0)], ['a->b']))
    const { operations } = planNode(scene, testType('end'), { edgeId: 'a->b' })
    const { workflow } = applyOperations(scene.workflow, operations)
    expect(edgesOf(workflow)).toEqual(['a:main->b'])
    expect(workflow.nodes).toHaveLength(3)
  })
})
