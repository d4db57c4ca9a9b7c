import type { Operation, Workflow } from '@spane/workflow'

/** The edits that turn one draft's content into another's: everything of `from` goes, everything of `to` comes. */
export function copyOperations(from: Workflow, to: Workflow): Operation[] {
  return [
    ...from.edges.map((edge): Operation => ({ type: 'removeEdge', edgeId: edge.id })),
    ...from.nodes.map((node): Operation => ({ type: 'removeNode', nodeId: node.id })),
    ...to.nodes.map((node): Operation => ({ type: 'addNode', node })),
    ...to.edges.map((edge): Operation => ({ type: 'addEdge', edge })),
    { type: 'updateWorkflow', patch: { entryNodeId: to.entryNodeId ?? null, settings: to.settings ?? null } },
  ]
}
