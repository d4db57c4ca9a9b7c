import type { WorkflowEdge } from './definition.ts'
import { parentsOf, type WorkflowGraph } from './graph.ts'

/** What a parent gave. */
export interface ParentOutput {
  value: unknown
  /** Whether the value is an object of what it gave on each port. */
  perPort: boolean
}

/**
 * The input of a node that has parents, composed of their outputs (rule 4.1): with one parent in the definition that
 * parent's output, null when it delivered nothing; with several always an object keyed by parent id; several ports of one
 * parent as `{ port: value }`.
 * @param outputOf asked once for every parent with a delivered edge; undefined when it has none to give
 */
export function composeFromParents(
  graph: WorkflowGraph,
  nodeId: string,
  isDelivered: (edge: WorkflowEdge) => boolean,
  outputOf: (parentId: string) => ParentOutput | undefined,
): unknown {
  const edges = (graph.incoming.get(nodeId) ?? []).filter(isDelivered)
  const parents = parentsOf(graph, nodeId)
  const values = new Map<string, unknown>()
  for (const parent of parents) {
    const ports = [...new Set(edges.filter((edge) => edge.source === parent).map((edge) => edge.sourcePort))]
    const output = ports.length === 0 ? undefined : outputOf(parent)
    if (!output) continue
    const valueOn = (port: string) => (output.perPort ? property(output.value, port) : output.value)
    const only = ports[0] as string
    values.set(parent, ports.length === 1 ? valueOn(only) : toRecord(ports.map((port) => [port, valueOn(port)])))
  }
  if (parents.length === 1) return values.get(parents[0] as string) ?? null
  return toRecord([...values])
}

function property(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null
  return (value as Record<string, unknown>)[key]
}

/** `fromEntries` defines own properties, so an id such as `__proto__` is a key like any other. */
function toRecord(entries: (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(entries)
}
