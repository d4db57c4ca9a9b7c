import type { Operation, Workflow } from '@spane/workflow'

/** The edits that turn one draft's content into another's: everything of `from` goes, everything of `to` comes. */
export function copyOperations(from: Workflow, to: Workflow): Operation[] {
  return [
    ...(from.layout?.groups ?? []).map((group): Operation => ({ type: 'removeGroup', groupId: group.id })),
    ...(from.layout?.notes ?? []).map((note): Operation => ({ type: 'removeNote', noteId: note.id })),
    ...from.edges.map((edge): Operation => ({ type: 'removeEdge', edgeId: edge.id })),
    ...from.nodes.map((node): Operation => ({ type: 'removeNode', nodeId: node.id })),
    ...to.nodes.map((node): Operation => ({ type: 'addNode', node })),
    ...to.edges.map((edge): Operation => ({ type: 'addEdge', edge })),
    ...(to.layout?.notes ?? []).map((note): Operation => ({ type: 'addNote', note })),
    ...(to.layout?.groups ?? []).map((group): Operation => ({ type: 'addGroup', group })),
    { type: 'updateWorkflow', patch: { entryNodeId: to.entryNodeId ?? null, settings: to.settings ?? null } },
  ]
}
