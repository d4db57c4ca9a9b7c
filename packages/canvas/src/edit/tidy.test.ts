import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NODE_WIDTH, nodeSize } from './node-geometry.ts'
import { testNode, testScene, testWorkflow } from './scene.fixture.ts'
import { tidyPositions } from './tidy.ts'

describe('tidyPositions', () => {
  it('puts every node right of what feeds it, and none on another', () => {
    const workflows = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 25 }).map((pairs) => {
      const edges = new Set(pairs.filter(([a, b]) => a < b).map(([a, b]) => `${a}->${b}`))
      return testWorkflow(
        Array.from({ length: 12 }, (_, index) => testNode(String(index))),
        [...edges],
      )
    })
    fc.assert(
      fc.property(workflows, (workflow) => {
        const scene = testScene(workflow)
        const positions = tidyPositions(scene)
        for (const edge of workflow.edges) {
          const [from, to] = [positions[edge.source], positions[edge.target]]
          expect((to?.x ?? 0) - (from?.x ?? 0)).toBeGreaterThanOrEqual(NODE_WIDTH)
        }
        const { width, height } = nodeSize(undefined)
        const all = Object.values(positions)
        for (const [index, a] of all.entries()) {
          for (const b of all.slice(index + 1)) {
            expect(Math.abs(a.x - b.x) >= width || Math.abs(a.y - b.y) >= height).toBe(true)
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  it('keeps the top left corner of what it lays out', () => {
    const nodes = [testNode('a', 480, 320), testNode('b', 496, 640), testNode('far', 0, 0)]
    const scene = testScene(testWorkflow(nodes, ['a->b']))
    const positions = tidyPositions({ ...scene, nodeIds: new Set(['a', 'b']) })
    expect(Object.keys(positions)).toEqual(['a', 'b'])
    expect(positions.a).toEqual({ x: 480, y: 320 })
    expect(positions.b).toMatchObject({ y: 320 })
  })

  it('puts branches in the order of their ports', () => {
    const nodes = [testNode('choice', 0, 0, { type: 'if' }), ...['no', 'yes', 'join'].map((id) => testNode(id))]
    for (const edges of [
      ['choice:true->yes', 'choice:false->no', 'yes->join', 'no->join'],
      ['choice:false->no', 'choice:true->yes', 'no->join', 'yes->join'],
    ]) {
      const positions = tidyPositions(testScene(testWorkflow(nodes, edges)))
      expect(positions.yes?.y).toBeLessThan(positions.no?.y ?? 0)
    }
  })

  it('has nothing to say about an empty workflow', () => {
    expect(tidyPositions(testScene(testWorkflow([])))).toEqual({})
  })
})
