import { edgeOutcome, type InputSource, type NodeInput, type NodeInputRequest } from '@spane/engine'
import { parentsOf } from '@spane/workflow'
import type { ExecutionCache } from './execution-cache.ts'
import type { ExecutionGraphs } from './execution-graphs.ts'

/**
 * What a claimed node needs, from the rows of its execution as this process left them: the claim was written on them, and a
 * parent that has completed stays as it is. Undefined when something of it has to be read.
 */
export function rememberedInput(
  { executionId, nodeId, claimed }: NodeInputRequest,
  cache: ExecutionCache,
  graphs: ExecutionGraphs,
): NodeInput | undefined {
  const known = cache.get(executionId)
  const graph = graphs.ofExecution(executionId)
  if (!known || !graph || !claimed || claimed.execution.entryNodeId === nodeId) return undefined
  const { nodes, absent, allNodesLoaded } = known.rows
  const sources: InputSource[] = []
  for (const parentId of parentsOf(graph, nodeId)) {
    const row = nodes.get(parentId)
    if (!row) {
      if (allNodesLoaded || absent.has(parentId)) continue
      return undefined
    }
    // A large output stands in a row of its own, and what failed is told with its error.
    const isKnown = row.status === 'skipped' || (row.status === 'completed' && row.output !== null)
    if (!isKnown) return undefined
    const { status, output, outputPerPort, error } = row
    sources.push({ nodeId: parentId, status, output, outputPerPort, error })
  }
  const deliveredEdges: string[] = []
  for (const edge of graph.incoming.get(nodeId) ?? []) {
    if (edgeOutcome(edge, nodes.get(edge.source)) === 'delivered') deliveredEdges.push(edge.id)
  }
  const { execution, node } = claimed
  return { execution, node, executionInput: null, deliveredEdges, sources }
}
