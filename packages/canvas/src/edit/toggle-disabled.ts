import type { Operation, WorkflowGraph } from '@spane/workflow'

/** Disables the nodes, or enables them when all of them are disabled already. */
export function planDisabled(graph: WorkflowGraph, nodeIds: ReadonlySet<string>): Operation[] {
  const nodes = [...nodeIds].flatMap((id) => graph.nodes.get(id) ?? [])
  const disabled = nodes.some((node) => !node.disabled) ? true : null
  return nodes
    .filter((node) => (node.disabled ?? false) !== (disabled ?? false))
    .map((node) => ({ type: 'updateNode', nodeId: node.id, patch: { disabled } }))
}
