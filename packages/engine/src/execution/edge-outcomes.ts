import type { WorkflowEdge, WorkflowGraph } from '@spane/workflow'
import type { NodeRunRow } from './state.ts'

/** What an edge's outcome follows from. */
export type EdgeSource = Pick<NodeRunRow, 'status' | 'handled' | 'ports' | 'delivered'>

/**
 * What became of an edge (rule 3.2). It is not stored: it follows from the run of its source. Undefined while that is
 * open, and when it failed under `stop` or was cancelled.
 */
export function edgeOutcome(edge: WorkflowEdge, source: EdgeSource | undefined): 'delivered' | 'dead' | undefined {
  if (source?.status === 'skipped') return 'dead'
  if (source?.status !== 'completed' && !(source?.status === 'failed' && source.handled)) return undefined
  const carries = source.delivered ? source.delivered.includes(edge.id) : source.ports.includes(edge.sourcePort)
  return carries ? 'delivered' : 'dead'
}

/** The outcomes of all edges that are decided, by edge id. */
export function edgeOutcomes(
  graph: WorkflowGraph,
  nodes: ReadonlyMap<string, EdgeSource>,
): Record<string, 'delivered' | 'dead'> {
  const outcomes: [string, 'delivered' | 'dead'][] = []
  for (const edge of graph.edges.values()) {
    const outcome = edgeOutcome(edge, nodes.get(edge.source))
    if (outcome) outcomes.push([edge.id, outcome])
  }
  return Object.fromEntries(outcomes)
}
