import type { Operation, WorkflowEdge, WorkflowGraph } from '@spane/workflow'
import { createEdge, refuseEdge } from './connect.ts'

/**
 * The operations that delete nodes and edges with every edge that hangs on them. When the nodes stood in a straight
 * chain, their neighbours are joined, so that the chain stays whole.
 */
export function planDeletion(
  graph: WorkflowGraph,
  nodeIds: ReadonlySet<string>,
  edgeIds: ReadonlySet<string>,
): Operation[] {
  const removed = new Set([...edgeIds].filter((id) => graph.edges.has(id)))
  for (const edge of graph.edges.values()) {
    if (nodeIds.has(edge.source) || nodeIds.has(edge.target)) removed.add(edge.id)
  }
  const operations: Operation[] = [...removed].map((edgeId) => ({ type: 'removeEdge', edgeId }))
  for (const nodeId of nodeIds) if (graph.nodes.has(nodeId)) operations.push({ type: 'removeNode', nodeId })
  const bridge = edgeIds.size === 0 ? bridgeAcross(graph, nodeIds) : undefined
  if (bridge) operations.push({ type: 'addEdge', edge: bridge })
  return operations
}

function bridgeAcross(graph: WorkflowGraph, nodeIds: ReadonlySet<string>): WorkflowEdge | undefined {
  const entering: WorkflowEdge[] = []
  const leaving: WorkflowEdge[] = []
  for (const edge of graph.edges.values()) {
    const from = nodeIds.has(edge.source)
    const to = nodeIds.has(edge.target)
    if (!from && to) entering.push(edge)
    if (from && !to) leaving.push(edge)
  }
  const [first] = entering
  const [last] = leaving
  if (!first || !last || entering.length > 1 || leaving.length > 1) return undefined
  const ends = {
    source: first.source,
    sourcePort: first.sourcePort,
    target: last.target,
    targetPort: last.targetPort,
  }
  if (refuseEdge(graph, ends, false)) return undefined
  return createEdge(ends, (id) => graph.edges.has(id) && id !== first.id && id !== last.id)
}
