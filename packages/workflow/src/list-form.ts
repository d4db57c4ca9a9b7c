import { MAIN_PORT, type WorkflowEdge, type WorkflowNode } from './definition.ts'
import { deriveEdgeId } from './edge-id.ts'
import type { Problem } from './problem.ts'
import { quote } from './quote.ts'

/** A node of the list form, taken apart. */
export interface ListNode {
  node: WorkflowNode
  inputs: string[]
  outputs: (string | { node: string; port: string })[]
}

/**
 * The edges that the nodes' `inputs` and `outputs` describe (rule 1.2): every connection must be named at both of its ends.
 * `complete` is false when some nodes could not be read: then ids that nobody has are no news.
 */
export function connectListNodes(
  nodes: readonly ListNode[],
  complete: boolean,
): { edges: WorkflowEdge[]; problems: Problem[] } {
  const edges: WorkflowEdge[] = []
  const problems: Problem[] = []
  const byId = new Map(nodes.map((item) => [item.node.id, item]))
  const edgeIds = new Set<string>()
  /** How many connections each node's outputs make, by target and source. */
  const connections = new Map<string, Map<string, number>>()
  const report = (code: Problem['code'], nodeId: string, message: string): void => {
    problems.push({ code, severity: 'error', message, nodeId })
  }

  for (const { node, outputs } of nodes) {
    for (const output of outputs) {
      const [target, port] = typeof output === 'string' ? [output, MAIN_PORT] : [output.node, output.port]
      if (!byId.has(target)) {
        if (complete)
          report(
            'UNKNOWN_NODE',
            node.id,
            `Node ${quote(node.id)} lists ${quote(target)} in its outputs, but there is no such node.`,
          )
        continue
      }
      const ends = { source: node.id, sourcePort: port, target, targetPort: MAIN_PORT }
      const id = deriveEdgeId(ends)
      if (edgeIds.has(id)) {
        report(
          'DUPLICATE_EDGE',
          node.id,
          `Node ${quote(node.id)} lists ${quote(target)} twice in its outputs for port ${quote(port)}.`,
        )
        continue
      }
      edgeIds.add(id)
      edges.push({ id, ...ends })
      const into = connections.get(target) ?? new Map<string, number>()
      connections.set(target, into.set(node.id, (into.get(node.id) ?? 0) + 1))
    }
  }

  for (const { node, inputs } of nodes) {
    const into = connections.get(node.id) ?? new Map<string, number>()
    const listed = new Map<string, number>()
    for (const source of inputs) listed.set(source, (listed.get(source) ?? 0) + 1)
    for (const [source, times] of listed) {
      const made = into.get(source) ?? 0
      if (!byId.has(source)) {
        if (complete)
          report(
            'UNKNOWN_NODE',
            node.id,
            `Node ${quote(node.id)} lists ${quote(source)} in its inputs, but there is no such node.`,
          )
      } else if (made === 0) {
        report(
          'ONE_SIDED_EDGE',
          node.id,
          `Node ${quote(node.id)} lists ${quote(source)} in its inputs, but ${quote(source)} does not list ${quote(node.id)} in its outputs.`,
        )
      } else if (times > made) {
        report(
          'DUPLICATE_EDGE',
          node.id,
          `Node ${quote(node.id)} lists ${quote(source)} ${times} times in its inputs, but there ${made === 1 ? 'is one edge' : `are ${made} edges`} from it.`,
        )
      }
    }
    for (const source of into.keys()) {
      if (listed.has(source)) continue
      report(
        'ONE_SIDED_EDGE',
        source,
        `Node ${quote(source)} lists ${quote(node.id)} in its outputs, but ${quote(node.id)} does not list ${quote(source)} in its inputs.`,
      )
    }
  }
  return { edges, problems }
}
