import type { Group } from '@spane/workflow'
import { expect, it } from 'vitest'
import { resolveGroups } from './groups.ts'
import { planRegrouping } from './plan-regrouping.ts'
import { testNode, testWorkflow } from './scene.fixture.ts'

/** `a` and `b` beside each other in a group, `c` and `d` far away. */
function setUp(...groups: Group[]) {
  const nodes = [testNode('a'), testNode('b', 320), testNode('c', 2_000), testNode('d', 2_320)]
  const workflow = { ...testWorkflow(nodes, []), layout: { notes: [], groups } }
  const positions = new Map(nodes.map((node) => [node.id, node.position ?? { x: 0, y: 0 }]))
  return { grouping: resolveGroups(workflow), positions, ports: new Map() }
}
const pair = { id: 'g', name: 'G', nodeIds: ['a', 'b'] }
const update = (groupId: string, ...nodeIds: string[]) => ({ type: 'updateGroup', groupId, patch: { nodeIds } })

it('takes a node in that is dropped in its frame, and lets go of one that is dragged out of it', () => {
  const scene = setUp(pair)
  expect(planRegrouping(scene, { c: { x: 160, y: 0 } })).toEqual([update('g', 'a', 'b', 'c')])
  expect(planRegrouping(scene, { b: { x: 320, y: 900 } })).toEqual([update('g', 'a')])
})

it('changes nothing for a node that moves within its frame, or outside of all', () => {
  const scene = setUp(pair)
  expect(planRegrouping(scene, { b: { x: 336, y: 16 }, c: { x: 2_000, y: 400 } })).toEqual([])
})

it('hands a node from one group to another', () => {
  const scene = setUp(pair, { id: 'h', name: 'H', nodeIds: ['c', 'd'] })
  expect(planRegrouping(scene, { d: { x: 160, y: 0 } })).toEqual([update('g', 'a', 'b', 'd'), update('h', 'c')])
})

it('keeps a group together that was dragged as a whole, and folded ones as they are', () => {
  const whole = setUp(pair, { id: 'h', name: 'H', nodeIds: ['c', 'd'] })
  expect(planRegrouping(whole, { a: { x: 2_000, y: 0 }, b: { x: 2_320, y: 0 } })).toEqual([])
  const folded = setUp({ ...pair, folded: true })
  expect(planRegrouping(folded, { c: { x: 160, y: 0 } })).toEqual([])
})
