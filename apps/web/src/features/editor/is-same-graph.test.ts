import type { Workflow } from '@spane/workflow'
import { expect, it } from 'vitest'
import { isSameGraph } from './is-same-graph.ts'

const workflow: Workflow = {
  id: 'w',
  name: 'W',
  nodes: [
    { id: 'a', type: 'manual-trigger', config: {} },
    { id: 'b', type: 'simulate', config: { durationMs: 5 }, position: { x: 1, y: 2 } },
  ],
  edges: [{ id: 'e', source: 'a', sourcePort: 'main', target: 'b', targetPort: 'main' }],
}

it('does not care for order, places and names', () => {
  const moved = workflow.nodes.map((node) => ({ ...node, position: { x: 9, y: 9 } })).reverse()
  expect(isSameGraph(workflow, { ...workflow, name: 'Other', nodes: moved })).toBe(true)
})

it('sees what makes it run differently', () => {
  const changed = workflow.nodes.map((node) => ({ ...node, config: { durationMs: 6 } }))
  expect(isSameGraph(workflow, { ...workflow, nodes: changed })).toBe(false)
  expect(isSameGraph(workflow, { ...workflow, edges: [] })).toBe(false)
  expect(isSameGraph(workflow, { ...workflow, settings: { maxConcurrency: 1 } })).toBe(false)
})
