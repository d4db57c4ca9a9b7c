import { describe, expect, it } from 'vitest'
import { listEnds } from './list-ends.ts'
import { testNode, testScene, testWorkflow } from './scene.fixture.ts'

const scene = testScene(
  testWorkflow(
    [
      testNode('t', 0, 0, { type: 'trigger' }),
      testNode('a', 300),
      testNode('near', 400),
      testNode('far', 900),
      testNode('x', 600, 0, { type: 'if' }),
    ],
    ['t->a', 'a->x'],
  ),
)

describe('listEnds', () => {
  it('lists where an edge may lead, the nearest first: no cycle, no double, no trigger', () => {
    expect(listEnds(scene, { nodeId: 'a', portId: 'main' }, 'source').map((end) => end.nodeId)).toEqual(['near', 'far'])
    expect(listEnds(scene, { nodeId: 'x', portId: 'true' }, 'source').map((end) => end.nodeId)).toEqual(['near', 'far'])
  })

  it('lists where an edge may come from, with the ports where there are several', () => {
    const ends = listEnds(scene, { nodeId: 'far', portId: 'main' }, 'target')
    expect(ends.map(({ nodeId, portLabel }) => [nodeId, portLabel])).toEqual([
      ['x', 'true'],
      ['x', 'false'],
      ['near', undefined],
      ['a', undefined],
      ['t', undefined],
    ])
  })
})
