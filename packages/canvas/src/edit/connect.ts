import { ancestorsOf, deriveEdgeId, reachableFrom, type WorkflowEdge, type WorkflowGraph } from '@spane/workflow'
import { createId } from './create-id.ts'
import type { NodePorts } from './node-ports.ts'

/** One end of a wire that is being drawn. */
export interface PortEnd {
  nodeId: string
  portId: string
}

export type RefusalReason = 'self' | 'cycle' | 'duplicate' | 'no-input' | 'no-output'

export const REFUSALS = {
  self: 'A node cannot feed itself',
  cycle: 'This would make a cycle',
  duplicate: 'These are already connected',
  'no-input': 'This node has no input',
  'no-output': 'This node has no output',
} as const satisfies Record<RefusalReason, string>

/**
 * Nodes that a wire from `end` can never reach without closing a cycle, worked out once when a wire is picked up,
 * so that nothing has to be searched while it is dragged.
 */
export function findForbiddenNodes(graph: WorkflowGraph, end: PortEnd, side: 'source' | 'target'): Set<string> {
  return side === 'source' ? ancestorsOf(graph, end.nodeId) : reachableFrom(graph, end.nodeId)
}

/** Nodes without a port at which a wire could end: nothing feeds a trigger, and what ends a path feeds nothing. */
export function findPortlessNodes(ports: ReadonlyMap<string, NodePorts>, side: 'source' | 'target'): Set<string> {
  const isPortless = ({ inputs, outputs }: NodePorts) => (side === 'source' ? inputs : outputs).length === 0
  return new Set([...ports].filter(([, of]) => isPortless(of)).map(([nodeId]) => nodeId))
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
