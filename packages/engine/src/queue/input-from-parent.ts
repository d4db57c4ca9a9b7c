import { parentsOf, type WorkflowGraph } from '@spane/workflow'
import type { ClaimedNode, Command } from '../execution/command.ts'
import type { NodeInput } from '../ports/execution-store.ts'

/** Records that a node has completed. */
export type Complete = Extract<Command, { type: 'complete' }>

/** The input of a node whose only parent this worker has just completed: nothing has to be read for it. */
export function inputFromParent(
  graph: WorkflowGraph,
  { claimed, after }: { claimed: ClaimedNode; after?: Complete },
): NodeInput | undefined {
  const { execution, node } = claimed
  const parents = parentsOf(graph, node.nodeId)
  if (!after || parents.length !== 1 || parents[0] !== after.nodeId) return undefined
  const delivered = new Set(after.delivered)
  const incoming = graph.incoming.get(node.nodeId) ?? []
  return {
    execution,
    node,
    executionInput: null,
    deliveredEdges: incoming.map((edge) => edge.id).filter((id) => delivered.has(id)),
    sources: [
      {
        nodeId: after.nodeId,
        status: 'completed',
        output: after.output,
        outputPerPort: after.outputPerPort,
        error: null,
      },
    ],
  }
}
