import { expect, it } from 'vitest'
import { canonicalContent } from './canonical-content.ts'
import type { Workflow } from './definition.ts'

const workflow: Workflow = {
  id: 'w',
  name: 'W',
  nodes: [{ id: 'a', type: 't', config: { b: [2, 1], a: { d: 1, c: 2 } }, position: { x: 1, y: 2 } }],
  edges: [],
}

it('is the same for any order of keys', () => {
  const shuffled: Workflow = {
    edges: [],
    nodes: [
      { position: { y: 2, x: 1 }, config: { a: { c: 2, d: 1 }, b: [2, 1] }, type: 't', id: 'a', name: undefined },
    ],
    name: 'W',
    id: 'w',
  }
  expect(canonicalContent(shuffled)).toBe(canonicalContent(workflow))
})

it('differs when anything differs, positions and the order of lists included', () => {
  const [node] = workflow.nodes
  if (!node) throw new Error('no node')
  const moved = { ...workflow, nodes: [{ ...node, position: { x: 1, y: 3 } }] }
  const reordered = { ...workflow, nodes: [{ ...node, config: { ...node.config, b: [1, 2] } }] }
  expect(new Set([workflow, moved, reordered].map(canonicalContent)).size).toBe(3)
})
