import { ERROR_PORT, MAIN_PORT, type WorkflowEdge, type WorkflowNode } from './definition.ts'
import { type NodeTypeFacts, outputsOf } from './node-type-lookup.ts'

/**
 * The port on which a disabled node passes its input on: `main`, or the first port of a type without one.
 * @param outgoing its edges: what a node of unknown ports, or with a config too broken to tell them, is judged by
 */
export function passThroughPort(
  node: WorkflowNode,
  facts: NodeTypeFacts | undefined,
  outgoing: readonly WorkflowEdge[],
): string {
  const ports =
    outputsOf(facts, node.config) ?? outgoing.map((edge) => edge.sourcePort).filter((port) => port !== ERROR_PORT)
  return ports.includes(MAIN_PORT) ? MAIN_PORT : (ports[0] ?? MAIN_PORT)
}
