import { describe, expect, it } from 'vitest'
import { NODE_WIDTH, nodeSize } from './node-geometry.ts'
import { placeInRanks } from './place-in-ranks.ts'
import { testNode, testScene, testWorkflow } from './scene.fixture.ts'

const place = (ids: string[], edges: string[], wanted = ids) => {
  const { graph, ports } = testScene(
    testWorkflow(
      ids.map((id) => testNode(id)),
      edges,
    ),
  )
  return placeInRanks(graph, ports, new Set(wanted))
}

describe('placeInRanks', () => {
  it('puts a node right of all that feed it, by the longest way', () => {
    const places = place(['a', 'b', 'c', 'd'], ['a->b', 'b->c', 'a->d', 'c->d'])
    const columns = ['a', 'b', 'c', 'd'].map((id) => places[id]?.x ?? 0)
    for (const [index, x] of columns.slice(1).entries()) expect(x - (columns[index] ?? 0)).toBeGreaterThan(NODE_WIDTH)
  })

  it('stacks the nodes of one rank without touching', () => {
    const places = place(['a', 'b', 'c'], ['a->b', 'a->c'])
    expect(places.b?.x).toBe(places.c?.x)
    expect((places.c?.y ?? 0) - (places.b?.y ?? 0)).toBeGreaterThanOrEqual(nodeSize(undefined).height)
  })

  it('places only what it is asked to', () => {
    expect(Object.keys(place(['a', 'b'], ['a->b'], ['b']))).toEqual(['b'])
  })
})
