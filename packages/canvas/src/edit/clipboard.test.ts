import { applyOperations } from '@spane/workflow'
import { describe, expect, it } from 'vitest'
import { copyNodes, parseClip, planPaste } from './clipboard.ts'
import { testNode, testScene, testWorkflow } from './scene.fixture.ts'

const scene = testScene(
  testWorkflow(
    [
      testNode('http', 0, 0),
      testNode('http-2', 304, 0, { config: { url: 'https://x/{{ nodes["http"].output.id }}' } }),
      testNode('other', 608, 0),
    ],
    ['http->http-2', 'http-2->other'],
  ),
)

describe('copying and pasting', () => {
  const clip = copyNodes(scene, new Set(['http', 'http-2']))
  if (!clip) throw new Error('nothing was copied')

  it('copies the edges between the nodes only', () => {
    expect(clip.edges.map((edge) => edge.id)).toEqual(['http->http-2'])
  })

  it('survives the clipboard', () => {
    expect(parseClip(JSON.stringify(clip))).toEqual(clip)
  })

  it('ignores whatever else is on the clipboard', () => {
    expect(parseClip('hello')).toBeUndefined()
    expect(parseClip('{"nodes":[]}')).toBeUndefined()
    expect(parseClip('{"nodes":[{"id":1}]}')).toBeUndefined()
  })

  it('gives free ids, and has expressions and edges follow', () => {
    const { nodeIds, operations } = planPaste(scene, clip)
    const { workflow } = applyOperations(scene.workflow, operations)
    expect(nodeIds).toEqual(['http-3', 'http-4'])
    expect(workflow.nodes.find((node) => node.id === 'http-4')?.config.url).toBe(
      'https://x/{{ nodes["http-3"].output.id }}',
    )
    expect(workflow.edges.at(-1)).toMatchObject({ source: 'http-3', target: 'http-4' })
  })

  it('keeps ids that are free in another workflow', () => {
    const { nodeIds } = planPaste(testScene(testWorkflow([])), clip)
    expect(nodeIds).toEqual(['http', 'http-2'])
  })

  it('pastes below what is there, keeping the distances', () => {
    const { operations } = planPaste(scene, clip, { x: 0, y: 0 })
    const positions = operations.flatMap((operation) => (operation.type === 'addNode' ? [operation.node.position] : []))
    expect(positions[0]?.y).toBeGreaterThan(0)
    expect((positions[1]?.x ?? 0) - (positions[0]?.x ?? 0)).toBe(304)
  })

  it('drops edges to nodes that are not in the clip, and doubled nodes', () => {
    const odd = { nodes: [testNode('a'), testNode('a')], edges: [{ ...scene.workflow.edges[0], target: 'nowhere' }] }
    const parsed = parseClip(JSON.stringify(odd))
    if (!parsed) throw new Error('not parsed')
    const { operations } = planPaste(testScene(testWorkflow([])), parsed)
    expect(operations.map((operation) => operation.type)).toEqual(['addNode'])
  })
})
