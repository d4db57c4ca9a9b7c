import { composeFromParents, parentsOf, utf8Length, type WorkflowGraph } from '@spane/workflow'
import type { DataOrigin, DataText, NodeData, NodeOutputData } from './node-data.ts'

/** What a node would be handed now, as far as that is known. */
export interface ComposedInput extends DataText {
  origins: DataOrigin[]
  /** Parents that gave nothing yet. */
  missing: string[]
}

/**
 * The input of a node: as it was recorded when the same parents fed it, else composed of what they gave (rule 4.1). What
 * is pinned to a parent wins over the last run, as it does in a test run, and not over the run that is shown. Undefined when
 * nothing is known.
 */
export function composeNodeInput(graph: WorkflowGraph, nodeId: string, data: NodeData): ComposedInput | undefined {
  const parents = parentsOf(graph, nodeId)
  const outputs = new Map(data.outputs.map((output) => [output.nodeId, output]))
  const isPinned = parents.some((id) => outputs.get(id)?.origin.kind === 'pinned')
  const recorded = data.input
  if (recorded && isSameSet(recorded.parents, parents) && (recorded.origin.kind === 'run' || !isPinned)) {
    return { ...recorded.data, origins: [recorded.origin], missing: [] }
  }
  const edges = graph.incoming.get(nodeId) ?? []
  const reaches = (output: NodeOutputData) =>
    edges.some((edge) => edge.source === output.nodeId && (output.port === null || output.port === edge.sourcePort))
  const used = parents.flatMap((id) => outputs.get(id) ?? []).filter(reaches)
  if (used.length === 0) return undefined
  const origins = uniqueOrigins(used)
  const missing = parents.filter((id) => !used.some((output) => output.nodeId === id))
  const cut = used.find((output) => output.data.truncated)
  if (cut) return { ...cut.data, origins, missing }
  const value = composeFromParents(
    graph,
    nodeId,
    (edge) => {
      const output = outputs.get(edge.source)
      return output !== undefined && (output.port === null || output.port === edge.sourcePort)
    },
    (parentId) => {
      const output = outputs.get(parentId)
      return output && { value: JSON.parse(output.data.text) as unknown, perPort: output.perPort }
    },
  )
  const text = JSON.stringify(value)
  return { text, bytes: utf8Length(text), truncated: false, origins, missing }
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id))
}

function uniqueOrigins(outputs: readonly NodeOutputData[]): DataOrigin[] {
  return [...new Map(outputs.map(({ origin }) => [JSON.stringify(origin), origin])).values()]
}
