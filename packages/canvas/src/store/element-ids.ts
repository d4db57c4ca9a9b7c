// No id of a node may hold a control character, so none can be taken for the element of a note or a group.
const NOTE = '\u0001note:'
const GROUP = '\u0001group:'

/** What an element on the canvas stands for. */
export interface ElementSubject {
  kind: 'node' | 'note' | 'group'
  id: string
}

export function noteElementId(noteId: string): string {
  return NOTE + noteId
}

export function groupElementId(groupId: string): string {
  return GROUP + groupId
}

export function readElementId(elementId: string): ElementSubject {
  if (elementId.startsWith(NOTE)) return { kind: 'note', id: elementId.slice(NOTE.length) }
  if (elementId.startsWith(GROUP)) return { kind: 'group', id: elementId.slice(GROUP.length) }
  return { kind: 'node', id: elementId }
}
