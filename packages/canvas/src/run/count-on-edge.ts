import type { ExecutionView } from '@spane/realtime'
import type { WorkflowEdge } from '@spane/workflow'

/** How many items went along an edge: known when a list did. Undefined as well for one that delivered nothing. */
export function countOnEdge(view: ExecutionView, edge: WorkflowEdge): number | undefined {
  return view.edges[edge.id] === 'delivered' ? view.nodes[edge.source]?.items?.[edge.sourcePort] : undefined
}
