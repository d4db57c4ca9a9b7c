import { describe, expect, it } from 'vitest'
import { testNode, testScene, testWorkflow } from './scene.fixture.ts'
import { selectStream, walkGraph } from './walk-graph.ts'

const { graph, positions } = testScene(
  testWorkflow(
    [
      testNode('a', 0, 0),
      testNode('b', 304, -96),
      testNode('c', 304, 96),
      testNode('d', 608, 0),
      testNode('x', 900, 0),
    ],
    ['a->b', 'a->c', 'b->d', 'c->d'],
  ),
)
const walk = (from: string, direction: 'left' | 'right' | 'up' | 'down') => walkGraph(graph, positions, from, direction)

describe('walkGraph', () => {
  it('follows edges to the right and to the left', () => {
    expect(walk('b', 'right')).toBe('d')
    expect(walk('c', 'left')).toBe('a')
  })

  it('goes to the nearest node above and below', () => {
    expect(walk('b', 'down')).toBe('c')
    expect(walk('c', 'up')).toBe('b')
  })

  it('goes to the nearest node when there is no edge', () => {
    expect(walk('d', 'right')).toBe('x')
    expect(walk('x', 'right')).toBeUndefined()
  })
})

describe('selectStream', () => {
  it('selects everything before or after', () => {
    expect(selectStream(graph, ['b'], 'right').sort()).toEqual(['b', 'd'])
    expect(selectStream(graph, ['d'], 'left').sort()).toEqual(['a', 'b', 'c', 'd'])
  })
})
