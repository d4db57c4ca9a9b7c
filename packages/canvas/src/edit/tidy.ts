import { Graph, layout } from '@dagrejs/dagre'
import type { Position, WorkflowGraph } from '@spane/workflow'
import { NODE_GAP_X, NODE_GAP_Y, nodeSize, snapToGrid } from './node-geometry.ts'
import type { NodePorts } from './node-ports.ts'

export interface TidyOptions {
  graph: WorkflowGraph
  ports: ReadonlyMap<string, NodePorts>
  /** Where the nodes are now; the layout keeps their top left corner. */
  positions?: ReadonlyMap<string, Position>
  /** Only these; all when absent. */
  nodeIds?: ReadonlySet<string>
}

/** Lays nodes out from left to right, in ranks, with as few crossings as dagre finds. */
export function tidyPositions({ graph, ports, positions, nodeIds }: TidyOptions): Record<string, Position> {
  const ids = [...graph.nodes.keys()].filter((id) => !nodeIds || nodeIds.has(id))
  if (ids.length === 0) return {}
  const drawing = new Graph({ multigraph: true })
  drawing.setGraph({ rankdir: 'LR', nodesep: NODE_GAP_Y, ranksep: NODE_GAP_X, ranker: 'network-simplex' })
  drawing.setDefaultEdgeLabel(() => ({}))
  for (const id of ids) drawing.setNode(id, nodeSize(ports.get(id)))
  for (const edge of graph.edges.values()) {
    if (drawing.hasNode(edge.source) && drawing.hasNode(edge.target))
      drawing.setEdge(edge.source, edge.target, {}, edge.id)
  }
  layout(drawing, { constraints: orderByPorts(graph, ports) })

  const corners = new Map<string, Position>()
  for (const id of ids) {
    const {
      x = 0,
      y = 0,
      width,
      height,
    } = drawing.node(id) as { x?: number; y?: number; width: number; height: number }
    corners.set(id, { x: x - width / 2, y: y - height / 2 })
  }
  const from = cornerOf(ids, corners)
  const to = positions ? cornerOf(ids, positions) : { x: 0, y: 0 }
  return Object.fromEntries(
    ids.map((id) => {
      const corner = corners.get(id) as Position
      return [id, snapToGrid({ x: corner.x - from.x + to.x, y: corner.y - from.y + to.y })]
    }),
  )
}

/**
 * Branches stand in the order of their ports, so that their edges do not cross right behind the node. Only for nodes
 * that nothing else feeds: then no two constraints can contradict each other.
 */
function orderByPorts(graph: WorkflowGraph, ports: ReadonlyMap<string, NodePorts>): { left: string; right: string }[] {
  const constraints: { left: string; right: string }[] = []
  for (const [nodeId, edges] of graph.outgoing) {
    const rank = new Map(ports.get(nodeId)?.outputs.map((port, index) => [port.id, index]))
    const branches = edges
      .filter((edge) => graph.incoming.get(edge.target)?.length === 1)
      .map((edge) => ({ target: edge.target, rank: rank.get(edge.sourcePort) ?? rank.size }))
      .sort((a, b) => a.rank - b.rank)
    for (const [index, branch] of branches.entries()) {
      const next = branches[index + 1]
      if (next && next.rank > branch.rank) constraints.push({ left: branch.target, right: next.target })
    }
  }
  return constraints
}

function cornerOf(ids: readonly string[], positions: ReadonlyMap<string, Position>): Position {
  const known = ids.map((id) => positions.get(id)).filter((position) => position !== undefined)
  if (known.length === 0) return { x: 0, y: 0 }
  return {
    x: Math.min(...known.map((position) => position.x)),
    y: Math.min(...known.map((position) => position.y)),
  }
}
