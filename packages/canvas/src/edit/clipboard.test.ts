import { applyOperations } from '@spane/workflow'
import { describe, expect, it } from 'vitest'
import { copyElements, parseClip, planPaste } from './clipboard.ts'
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
  const clip = copyElements(scene, new Set(['http', 'http-2']))
  if (!clip) throw new Error('nothing was copied')

  it('copies the edges between the nodes only', () => {
    expect(clip.edges.map((edge) => edge.id)).toEqual(['http->http-2'])
  })

  it('survives the clipboard', () => {
    expect(parseClip(JSON.stringify(clip))).toEqual({ clip })
  })

  it('says what is wrong with whatever else is on the clipboard', () => {
    expect(parseClip('hello')).toEqual({ problem: expect.stringContaining('not the JSON of a workflow') })
    expect(parseClip('{"a":1}')).toEqual({ problem: expect.stringContaining('no list of nodes') })
    expect(parseClip('{"nodes":[]}')).toEqual({ problem: expect.stringContaining('has no nodes') })
    expect(parseClip('{"nodes":[{"id":1}]}')).toEqual({ problem: expect.stringContaining('nodes[0].id') })
    expect(parseClip(' ')).toEqual({ problem: expect.stringContaining('no text') })
  })

  it('takes the list form of another instance, and lays out what has no place', () => {
    const nodes = [
      { id: 'a', type: 'http', outputs: ['b'] },
      { id: 'b', type: 'http', inputs: ['a'] },
    ]
    const parsed = parseClip(JSON.stringify({ id: 'w', name: 'W', settings: { odd: 1 }, nodes }))
    if (!('clip' in parsed)) throw new Error(parsed.problem)
    const { workflow } = applyOperations(scene.workflow, planPaste(scene, parsed.clip).operations)
    const [a, b] = ['a', 'b'].map((id) => workflow.nodes.find((node) => node.id === id)?.position)
    expect(b?.x).toBeGreaterThan(a?.x ?? 0)
    expect(workflow.edges.at(-1)).toMatchObject({ source: 'a', target: 'b' })
  })

  it('takes notes and groups along, under ids of their own', () => {
    const note = { id: 'note', text: 'Hi', position: { x: 0, y: -200 }, size: { width: 200, height: 96 } }
    const group = { id: 'group', name: 'G', nodeIds: ['http', 'http-2'] }
    const full = testScene({ ...scene.workflow, layout: { notes: [note], groups: [group] } })
    const copied = copyElements(full, new Set(['http', 'http-2']), new Set(['note']))
    if (!copied) throw new Error('nothing was copied')
    expect(copyElements(full, new Set(['http']))).not.toHaveProperty('layout')
    const { operations, noteIds } = planPaste(full, copied)
    const { workflow } = applyOperations(full.workflow, operations)
    expect(noteIds).toEqual(['note-2'])
    expect(workflow.layout?.groups.at(-1)).toEqual({ id: 'group-2', name: 'G', nodeIds: ['http-3', 'http-4'] })
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
    if (!('clip' in parsed)) throw new Error(parsed.problem)
    const { operations } = planPaste(testScene(testWorkflow([])), parsed.clip)
    expect(operations.map((operation) => operation.type)).toEqual(['addNode'])
  })
})
