import { expect, it } from 'vitest'
import { testNode, testWorkflow } from '../edit/scene.fixture.ts'
import { compareOnCanvas } from './compare-on-canvas.ts'

it('puts what is gone back as ghosts, marked by what happened', () => {
  const before = testWorkflow([testNode('a'), testNode('b', 300), testNode('c', 600)], ['a->b', 'b->c'])
  const after = testWorkflow([testNode('a'), testNode('c', 600, 0, { name: 'New' }), testNode('d', 300)], ['a->d'])
  const { workflow, marks } = compareOnCanvas(before, after)
  expect([...marks.nodes]).toEqual([
    ['d', 'added'],
    ['b', 'removed'],
    ['c', 'changed'],
  ])
  expect(workflow.nodes.map(({ id }) => id)).toEqual(['a', 'c', 'd', 'b'])
  expect(workflow.edges.map(({ source, target, id }) => [source, target, marks.edges.get(id)])).toEqual([
    ['a', 'd', 'added'],
    ['a', 'b', 'removed'],
    ['b', 'c', 'removed'],
  ])
})

it('never lets a ghost cover what is there now', () => {
  const { workflow } = compareOnCanvas(testWorkflow([testNode('old')]), testWorkflow([testNode('new')]))
  expect(workflow.nodes.find(({ id }) => id === 'old')?.position?.y).toBeGreaterThan(0)
})

it('leaves equal workflows unmarked and unfolds groups, which could hide a change', () => {
  const layout = { notes: [], groups: [{ id: 'g', name: 'G', nodeIds: ['a'], folded: true }] }
  const shown = { ...testWorkflow([testNode('a')]), layout }
  const { workflow, marks } = compareOnCanvas(shown, structuredClone(shown))
  expect(marks.nodes.size + marks.edges.size + marks.notes.size).toBe(0)
  expect(workflow.layout?.groups[0]).not.toHaveProperty('folded')
})
