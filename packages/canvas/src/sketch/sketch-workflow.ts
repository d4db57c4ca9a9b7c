import type { NodeDescription } from '@spane/node-sdk'
import { ERROR_PORT, type Workflow } from '@spane/workflow'

/** Side of a node's tile. */
export const TILE = 36
/** A sketch is the canvas drawn smaller: a column of nodes becomes narrower than a row becomes low. */
const SCALE = { x: 64 / 320, y: 52 / 160 } as const
const MARGIN = 6

/** A workflow as a few tiles and lines, in the units of an SVG's view box. */
export interface WorkflowSketch {
  width: number
  height: number
  tiles: { id: string; x: number; y: number; description: NodeDescription | undefined }[]
  lines: { id: string; path: string; isError: boolean }[]
}

/** Where everything of a small picture of a workflow stands. Nodes without a position stand in a row. */
export function sketchWorkflow(
  { nodes, edges }: Pick<Workflow, 'nodes' | 'edges'>,
  nodeTypes: ReadonlyMap<string, NodeDescription>,
): WorkflowSketch {
  const places = nodes.map(({ position }, index) => position ?? { x: index * 320, y: 0 })
  const left = Math.min(...places.map(({ x }) => x))
  const top = Math.min(...places.map(({ y }) => y))
  const tiles = nodes.map(({ id, type }, index) => ({
    id,
    x: MARGIN + ((places[index]?.x ?? 0) - left) * SCALE.x,
    y: MARGIN + ((places[index]?.y ?? 0) - top) * SCALE.y,
    description: nodeTypes.get(type),
  }))
  const byId = new Map(tiles.map((tile) => [tile.id, tile]))
  const lines = edges.flatMap(({ id, source, sourcePort, target }) => {
    const [from, to] = [byId.get(source), byId.get(target)]
    if (!from || !to) return []
    return {
      id,
      path: curve(from.x + TILE, from.y + TILE / 2, to.x, to.y + TILE / 2),
      isError: sourcePort === ERROR_PORT,
    }
  })
  const reach = (axis: 'x' | 'y') => Math.max(0, ...tiles.map((tile) => tile[axis])) + TILE + MARGIN
  return { width: reach('x'), height: reach('y'), tiles, lines }
}

function curve(fromX: number, fromY: number, toX: number, toY: number): string {
  const middle = (fromX + toX) / 2
  return `M${fromX} ${fromY}C${middle} ${fromY} ${middle} ${toY} ${toX} ${toY}`
}
