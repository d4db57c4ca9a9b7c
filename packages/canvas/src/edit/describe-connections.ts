import type { WorkflowEdge, WorkflowGraph } from '@spane/workflow'

const MOST_NAMES = 4

// Every card asks at every change of the editor's state, and a drag makes many: a graph is described once.
const described = new WeakMap<WorkflowGraph, Map<string, string>>()

/** What a node is connected to, in a sentence to be read aloud. */
export function describeConnections(graph: WorkflowGraph, nodeId: string): string {
  const ofGraph = described.get(graph) ?? new Map<string, string>()
  described.set(graph, ofGraph)
  const text = ofGraph.get(nodeId) ?? describe(graph, nodeId)
  ofGraph.set(nodeId, text)
  return text
}

function describe(graph: WorkflowGraph, nodeId: string): string {
  const incoming = graph.incoming.get(nodeId) ?? []
  const outgoing = graph.outgoing.get(nodeId) ?? []
  const from = list(incoming.map((edge) => nameOf(graph, edge.source)))
  const to = list(outgoing.map((edge) => `${nameOf(graph, edge.target)}${portOf(edge)}`))
  const parts = [from && `Comes after ${from}`, to && `leads to ${to}`].filter(Boolean)
  if (parts.length === 0) return 'Not connected.'
  const text = parts.join(', ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

function nameOf(graph: WorkflowGraph, nodeId: string): string {
  return graph.nodes.get(nodeId)?.name || nodeId
}

function portOf(edge: WorkflowEdge): string {
  return edge.sourcePort === 'main' ? '' : ` on ${edge.sourcePort}`
}

function list(names: readonly string[]): string {
  if (names.length <= MOST_NAMES) return names.join(' and ')
  return `${names.slice(0, MOST_NAMES - 1).join(', ')} and ${names.length - MOST_NAMES + 1} more`
}
