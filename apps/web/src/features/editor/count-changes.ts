import type { Operation } from '@spane/workflow'

/** How many things were changed: the letters that were typed into one field are one change. */
export function countChanges(operations: readonly Operation[]): number {
  return new Set(operations.flatMap(targetsOf)).size
}

function targetsOf(operation: Operation): string[] {
  const key = (kind: string, id: string, field = '') => JSON.stringify([kind, id, field])
  switch (operation.type) {
    case 'addNode':
      return [key('node', operation.node.id)]
    case 'removeNode':
    case 'renameNode':
      return [key('node', operation.nodeId)]
    case 'updateNode':
      return Object.keys(operation.patch).map((field) => key('node', operation.nodeId, field))
    case 'moveNodes':
      return Object.keys(operation.positions).map((id) => key('node', id, 'position'))
    case 'addEdge':
      return [key('edge', operation.edge.id)]
    case 'removeEdge':
      return [key('edge', operation.edgeId)]
    case 'updateWorkflow':
      return Object.keys(operation.patch).map((field) => key('workflow', '', field))
    case 'addNote':
      return [key('note', operation.note.id)]
    case 'removeNote':
      return [key('note', operation.noteId)]
    case 'updateNote':
      return Object.keys(operation.patch).map((field) => key('note', operation.noteId, field))
    case 'addGroup':
      return [key('group', operation.group.id)]
    case 'removeGroup':
      return [key('group', operation.groupId)]
    case 'updateGroup':
      return Object.keys(operation.patch).map((field) => key('group', operation.groupId, field))
  }
}
