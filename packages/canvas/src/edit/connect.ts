import { ancestorsOf, deriveEdgeId, reachableFrom, type WorkflowEdge, type WorkflowGraph } from '@spane/workflow'
import { createId } from './create-id.ts'

/** One end of a wire that is being drawn. */
export interface PortEnd {
  nodeId: string
  portId: string
}

export type RefusalReason = 'self' | 'cycle' | 'duplicate'

export const REFUSALS = {
  self: 'A node cannot feed itself',
  cycle: 'This would make a cycle',
  duplicate: 'These are already connected',
} as const satisfies Record<RefusalReason, string>

/**
 * Nodes that a wire from `end` can never reach without closing a cycle, worked out once when a wire is picked up,
 * so that nothing has to be searched while it is dragged.
 */
export function findForbiddenNodes(graph: WorkflowGraph, end: PortEnd, side: 'source' | 'target'): Set<string> {
  return side === 'source' ? ancestorsOf(graph, end.nodeId) : reachableFrom(graph, end.nodeId)
}

/** Why an edge must not be drawn; undefined when it may. */
export function refuseEdge(
  graph: WorkflowGraph,
  edge: Omit<WorkflowEdge, 'id'>,
  isForbidden: boolean,
): RefusalReason | undefined {
  if (edge.source === edge.target) return 'self'
  if (isForbidden) return 'cycle'
  const outgoing = graph.outgoing.get(edge.source) ?? []
  const doubled = outgoing.some(
    (other) =>
      other.target === edge.target && other.sourcePort === edge.sourcePort && other.targetPort === edge.targetPort,
  )
  return doubled ? 'duplicate' : undefined
}

/** An edge with an id that is free in the workflow. */
export function createEdge(ends: Omit<WorkflowEdge, 'id'>, isTaken: (edgeId: string) => boolean): WorkflowEdge {
  return { id: createId(deriveEdgeId(ends), isTaken), ...ends }
}
