import { describe, expect, it } from 'vitest'
import { FOLDED_SIZE, groupFrame, resolveGroups } from './groups.ts'
import { nodeSize } from './node-geometry.ts'
import { testNode, testScene, testWorkflow } from './scene.fixture.ts'

const workflow = testWorkflow([testNode('a', 0, 0), testNode('b', 320, 160)])

describe('groups', () => {
  it('leaves out what is not there, twice there, or in a group before', () => {
    const groups = [
      { id: 'g', name: 'G', nodeIds: ['a', 'a', 'gone'], folded: true },
      { id: 'h', name: 'H', nodeIds: ['a', 'b'] },
      { id: 'i', name: 'I', nodeIds: ['b'] },
    ]
    const resolved = resolveGroups({ ...workflow, layout: { notes: [], groups } })
    expect([...resolved.groups.values()].map(({ id, nodeIds }) => [id, nodeIds])).toEqual([
      ['g', ['a']],
      ['h', ['b']],
    ])
    expect([...resolved.hidden]).toEqual([['a', 'g']])
  })

  it('frames its nodes on the grid, and is one card when it is folded', () => {
    const { positions, ports } = testScene(workflow)
    const group = { id: 'g', name: 'G', nodeIds: ['a', 'b'] }
    const { width, height } = nodeSize(ports.get('b'))
    expect(groupFrame(group, positions, ports)).toEqual({
      x: -16,
      y: -48,
      width: 320 + width + 32,
      height: 160 + height + 64,
    })
    expect(groupFrame({ ...group, folded: true }, positions, ports)).toEqual({ x: -16, y: -48, ...FOLDED_SIZE })
  })
})
