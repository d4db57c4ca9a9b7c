import type { NodeDescription } from '@spane/node-sdk'
import {
  compileGraph,
  type Operation,
  type Position,
  reachableFrom,
  type WorkflowEdge,
  type WorkflowNode,
} from '@spane/workflow'
import { createEdge, type PortEnd } from './connect.ts'
import { createId } from './create-id.ts'
import {
  findFreePosition,
  HEADER_HEIGHT,
  NODE_GAP_X,
  NODE_GAP_Y,
  NODE_WIDTH,
  nodeSize,
  overlaps,
  snapToGrid,
} from './node-geometry.ts'
import { computePorts, type NodePorts } from './node-ports.ts'
import { type Scene, takenRects } from './scene.ts'

/** Where a new node goes and what it is wired to. */
export interface NodePlace {
  /** Where its top left corner should be; worked out from its neighbour when absent. */
  position?: Position
  /** The output that feeds it. */
  source?: PortEnd
  /** The input that it feeds. */
  target?: PortEnd
  /** The edge that it is put into. */
  edgeId?: string
}

export interface PlannedNode {
  nodeId: string
  operations: Operation[]
}

/** The operations that add a node of a type, wired and in a free place: one gesture. */
export function planNode(scene: Scene, description: NodeDescription, place: NodePlace): PlannedNode {
  const node = createNode(scene, description)
  const ports = portsOfNew(scene, node)
  const edge = place.edgeId ? scene.graph.edges.get(place.edgeId) : undefined
  const input = ports.inputs[0]?.id
  const output = ports.outputs[0]?.id
  const into = edge ? { nodeId: edge.source, portId: edge.sourcePort } : place.source
  const outOf = edge ? { nodeId: edge.target, portId: edge.targetPort } : place.target

  const isTaken = (id: string) => id !== edge?.id && scene.graph.edges.has(id)
  const edges: WorkflowEdge[] = []
  if (into && input !== undefined) {
    edges.push(
      createEdge({ source: into.nodeId, sourcePort: into.portId, target: node.id, targetPort: input }, isTaken),
    )
  }
  if (outOf && output !== undefined) {
    edges.push(
      createEdge({ source: node.id, sourcePort: output, target: outOf.nodeId, targetPort: outOf.portId }, isTaken),
    )
  }
  // An edge is only replaced by a node that carries it on at both ends.
  const replaces = edge !== undefined && edges.length === 2
  const moves = replaces ? makeRoom(scene, edge) : undefined
  node.position = choosePosition(scene, place, ports, into, outOf, moves)

  const operations: Operation[] = []
  if (replaces) operations.push({ type: 'removeEdge', edgeId: edge.id })
  operations.push({ type: 'addNode', node })
  if (moves) operations.push({ type: 'moveNodes', positions: moves })
  if (!edge || replaces) for (const added of edges) operations.push({ type: 'addEdge', edge: added })
  return { nodeId: node.id, operations }
}

function createNode(scene: Scene, description: NodeDescription): WorkflowNode {
  const id = createId(description.type, (candidate) => scene.graph.nodes.has(candidate))
  const number = id.slice(description.type.length + 1)
  return {
    id,
    type: description.type,
    name: number ? `${description.name} ${number}` : description.name,
    config: structuredClone(description.defaults) as Record<string, unknown>,
  }
}

function portsOfNew(scene: Scene, node: WorkflowNode): NodePorts {
  const graph = compileGraph({ ...scene.workflow, nodes: [node], edges: [] })
  return computePorts(graph, scene.nodeTypes).get(node.id) as NodePorts
}

function choosePosition(
  scene: Scene,
  place: NodePlace,
  ports: NodePorts,
  into: PortEnd | undefined,
  outOf: PortEnd | undefined,
  moves: Record<string, Position> | undefined,
): Position {
  const before = into && scene.positions.get(into.nodeId)
  const after = outOf && scene.positions.get(outOf.nodeId)
  let wanted = place.position
  if (!wanted && before) wanted = { x: before.x + NODE_WIDTH + NODE_GAP_X, y: before.y + portShift(scene, into) }
  else if (!wanted && after) wanted = { x: after.x - NODE_WIDTH - NODE_GAP_X, y: after.y }
  const moved = moves ? { ...scene, positions: new Map([...scene.positions, ...Object.entries(moves)]) } : scene
  return findFreePosition(wanted ?? { x: 0, y: 0 }, nodeSize(ports), takenRects(moved))
}

/** Nodes after the second, third … output start lower, so that branches fan out. */
function portShift(scene: Scene, end: PortEnd): number {
  const ports = scene.ports.get(end.nodeId)
  const index = Math.max(0, ports?.outputs.findIndex((port) => port.id === end.portId) ?? 0)
  return index * (HEADER_HEIGHT + NODE_GAP_Y + NODE_GAP_Y)
}

/** Moves what comes after an edge to the right when there is no room for a node in it, and what would be covered then. */
function makeRoom(scene: Scene, edge: WorkflowEdge): Record<string, Position> | undefined {
  const before = scene.positions.get(edge.source)
  const after = scene.positions.get(edge.target)
  if (!before || !after) return undefined
  const missing = before.x + 2 * (NODE_WIDTH + NODE_GAP_X) - after.x
  // An edge that runs back or far down has room of its own.
  if (missing <= 0 || after.x < before.x) return undefined
  const moves: Record<string, Position> = {}
  const move = (id: string) => {
    const position = scene.positions.get(id)
    if (moves[id] || !position || position.x < after.x) return
    moves[id] = snapToGrid({ x: position.x + missing, y: position.y })
    const moved = { ...moves[id], ...nodeSize(scene.ports.get(id)) }
    for (const [other, place] of scene.positions) {
      if (other !== id && overlaps(moved, { ...place, ...nodeSize(scene.ports.get(other)) })) move(other)
    }
  }
  for (const id of reachableFrom(scene.graph, edge.target)) move(id)
  return moves
}
