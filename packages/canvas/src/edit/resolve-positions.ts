import type { Position, WorkflowGraph } from '@spane/workflow'
import { loadedLayout } from './load-layout.ts'
import { findFreePosition, nodeSize, type Rect } from './node-geometry.ts'
import type { NodePorts } from './node-ports.ts'
import { placeInRanks } from './place-in-ranks.ts'

/**
 * Where each node is drawn. A workflow that came through the API has no positions: those nodes are laid out, without
 * this being an edit. Their places are remembered in `fallback`, so that they stay put while others are moved.
 */
export function resolvePositions(
  graph: WorkflowGraph,
  ports: ReadonlyMap<string, NodePorts>,
  fallback: Map<string, Position>,
): Map<string, Position> {
  const result = new Map<string, Position>()
  const missing = new Set<string>()
  for (const node of graph.nodes.values()) {
    const position = node.position ?? fallback.get(node.id)
    if (position) result.set(node.id, position)
    else missing.add(node.id)
  }
  if (missing.size === 0) return result
  const wanted = loadedLayout()?.({ graph, ports, nodeIds: missing }) ?? placeInRanks(graph, ports, missing)
  const shift = below(result, ports)
  const taken: Rect[] = [...result].map(([id, position]) => ({ ...position, ...nodeSize(ports.get(id)) }))
  for (const [id, position] of Object.entries(wanted)) {
    const size = nodeSize(ports.get(id))
    const place = findFreePosition({ x: position.x, y: position.y + shift }, size, taken)
    taken.push({ ...place, ...size })
    fallback.set(id, place)
    result.set(id, place)
  }
  return result
}

function below(positions: ReadonlyMap<string, Position>, ports: ReadonlyMap<string, NodePorts>): number {
  let lowest = 0
  for (const [id, position] of positions) lowest = Math.max(lowest, position.y + nodeSize(ports.get(id)).height)
  return lowest === 0 ? 0 : lowest + 2 * nodeSize(undefined).height
}
