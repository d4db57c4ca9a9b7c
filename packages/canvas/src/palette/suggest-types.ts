import type { NodeDescription } from '@spane/node-sdk'
import type { WorkflowGraph } from '@spane/workflow'

const MOST = 4
const OFTEN_FIRST = ['transform', 'http', 'code', 'if']

/** What the picker was asked for, as far as it tells what may be wanted. */
export interface SuggestionContext {
  graph: WorkflowGraph
  /** The node that will feed the new one. */
  sourceId?: string
  /** The node that the new one will feed. */
  targetId?: string
}

/**
 * Node types that are likely wanted, best first: on an empty canvas the triggers, next to a node what stands next to
 * nodes of its type elsewhere in this workflow, most often first. After the first node of all, what most begin with.
 */
export function suggestTypes(
  types: readonly NodeDescription[],
  { graph, sourceId, targetId }: SuggestionContext,
): NodeDescription[] {
  if (graph.nodes.size === 0) return types.filter((description) => description.group === 'trigger').slice(0, MOST)
  const counts = new Map<string, number>()
  const sourceType = sourceId === undefined ? undefined : graph.nodes.get(sourceId)?.type
  const targetType = targetId === undefined ? undefined : graph.nodes.get(targetId)?.type
  for (const edge of graph.edges.values()) {
    const from = graph.nodes.get(edge.source)?.type
    const to = graph.nodes.get(edge.target)?.type
    if (sourceType !== undefined && from === sourceType && to !== undefined) count(to)
    if (targetType !== undefined && to === targetType && from !== undefined) count(from)
  }
  // Nothing stands next to anything yet: what people put after a trigger most.
  if (graph.edges.size === 0 && sourceType !== undefined) {
    return OFTEN_FIRST.flatMap((type) => types.find((description) => description.type === type) ?? [])
  }
  return types
    .filter((description) => counts.has(description.type))
    .sort((a, b) => (counts.get(b.type) ?? 0) - (counts.get(a.type) ?? 0))
    .slice(0, MOST)

  function count(type: string): void {
    counts.set(type, (counts.get(type) ?? 0) + 1)
  }
}
