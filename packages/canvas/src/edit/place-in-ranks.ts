import type { Position, WorkflowGraph } from '@spane/workflow'
import { NODE_GAP_X, NODE_GAP_Y, NODE_WIDTH, nodeSize, snapToGrid } from './node-geometry.ts'
import type { NodePorts } from './node-ports.ts'

/**
 * A plain layout that is always at hand, for nodes that arrive without a place while the real one is not loaded: each
 * node right of all that feed it, those of one rank below each other.
 */
export function placeInRanks(
  graph: WorkflowGraph,
  ports: ReadonlyMap<string, NodePorts>,
  nodeIds: ReadonlySet<string>,
): Record<string, Position> {
  const ranks = rankNodes(graph, nodeIds)
  const bottoms = new Map<number, number>()
  const places: Record<string, Position> = Object.create(null)
  for (const id of nodeIds) {
    const rank = ranks.get(id) ?? 0
    const y = bottoms.get(rank) ?? 0
    bottoms.set(rank, y + nodeSize(ports.get(id)).height + NODE_GAP_Y)
    places[id] = snapToGrid({ x: rank * (NODE_WIDTH + NODE_GAP_X), y })
  }
  return places
}

/** How many of these nodes are on the longest way to each of them. Nodes of a cycle are left out. */
function rankNodes(graph: WorkflowGraph, nodeIds: ReadonlySet<string>): Map<string, number> {
  const open = new Map<string, number>()
  for (const id of nodeIds) {
    open.set(id, (graph.incoming.get(id) ?? []).filter((edge) => nodeIds.has(edge.source)).length)
  }
  const ranks = new Map<string, number>([...open].flatMap(([id, feeding]) => (feeding === 0 ? [[id, 0] as const] : [])))
  // What is added while the map is walked is walked, too.
  for (const [id, rank] of ranks) {
    for (const { target } of graph.outgoing.get(id) ?? []) {
      const feeding = open.get(target)
      if (feeding === undefined) continue
      open.set(target, feeding - 1)
      if (feeding === 1) ranks.set(target, rank + 1)
    }
  }
  return ranks
}
