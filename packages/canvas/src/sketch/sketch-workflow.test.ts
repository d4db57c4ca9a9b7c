import type { Workflow } from '@spane/workflow'
import { expect, it } from 'vitest'
import { sketchWorkflow, TILE } from './sketch-workflow.ts'

const node = (id: string, x?: number, y = 0) => ({
  id,
  type: 'any',
  config: {},
  ...(x !== undefined && { position: { x, y } }),
})
const edge = (source: string, target: string, sourcePort = 'main') => ({
  id: `${source}>${target}`,
  source,
  sourcePort,
  target,
  targetPort: 'main',
})

it('keeps tiles in place to each other and apart, within its size', () => {
  const { tiles, lines, width, height } = sketchWorkflow(
    {
      nodes: [node('a', -640, 160), node('b', -320, 0), node('c', -320, 160)],
      edges: [edge('a', 'b'), edge('a', 'c')],
    },
    new Map(),
  )
  const [a, b, c] = tiles
  expect(b?.x).toBeGreaterThan((a?.x ?? 0) + TILE)
  expect(c?.y).toBeGreaterThan((b?.y ?? 0) + TILE)
  expect(a?.y).toBe(c?.y)
  for (const { x, y } of tiles) {
    expect(x).toBeGreaterThanOrEqual(0)
    expect(x + TILE).toBeLessThanOrEqual(width)
    expect(y + TILE).toBeLessThanOrEqual(height)
  }
  expect(lines).toHaveLength(2)
})

it('marks error edges, and leaves out edges to nowhere', () => {
  const workflow: Pick<Workflow, 'nodes' | 'edges'> = {
    nodes: [node('a'), node('b')],
    edges: [edge('a', 'b', 'error'), edge('a', 'gone')],
  }
  expect(sketchWorkflow(workflow, new Map()).lines).toMatchObject([{ id: 'a>b', isError: true }])
})

it('is a small empty picture of a workflow without nodes', () => {
  const { width, height, tiles } = sketchWorkflow({ nodes: [], edges: [] }, new Map())
  expect(tiles).toEqual([])
  expect(width).toBeGreaterThan(0)
  expect(height).toBeGreaterThan(0)
})
