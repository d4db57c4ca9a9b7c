import { compileGraph, type Operation, type WorkflowEdge, type WorkflowGraph, wouldCreateCycle } from '@spane/workflow'
import { createEdge, type PortEnd, type RefusalReason, refuseEdge } from './connect.ts'

/** The ends of an edge after one of them was moved to another port. */
export function movedEnds(edge: WorkflowEdge, side: 'source' | 'target', end: PortEnd): Omit<WorkflowEdge, 'id'> {
  const { id: _id, ...ends } = edge
  return side === 'source'
    ? { ...ends, source: end.nodeId, sourcePort: end.portId }
    : { ...ends, target: end.nodeId, targetPort: end.portId }
}

/** The graph as it is without an edge: what the new place of that edge is judged by. */
export function withoutEdge(graph: WorkflowGraph, edgeId: string): WorkflowGraph {
  const { workflow } = graph
  return compileGraph({ ...workflow, edges: workflow.edges.filter((edge) => edge.id !== edgeId) })
}

export type RewirePlan = { operations: Operation[]; edgeId: string } | { refused: RefusalReason }

/** The operations that move one end of an edge to another port. None when it is there already. */
export function planRewire(
  graph: WorkflowGraph,
  edgeId: string,
  side: 'source' | 'target',
  end: PortEnd,
): RewirePlan | undefined {
  const edge = graph.edges.get(edgeId)
  if (!edge) return undefined
  const ends = movedEnds(edge, side, end)
  const rest = withoutEdge(graph, edgeId)
  const refused = refuseEdge(rest, ends, wouldCreateCycle(rest, ends.source, ends.target))
  if (refused) return { refused }
  const isSame =
    side === 'source'
      ? end.nodeId === edge.source && end.portId === edge.sourcePort
      : end.nodeId === edge.target && end.portId === edge.targetPort
  if (isSame) return undefined
  const index = graph.workflow.edges.indexOf(edge)
  const moved = createEdge(ends, (id) => rest.edges.has(id))
  return {
    edgeId: moved.id,
    operations: [
      { type: 'removeEdge', edgeId },
      // Parents are listed in the order of their edges: the new one takes the old one's place.
      { type: 'addEdge', edge: moved, index },
    ],
  }
}
