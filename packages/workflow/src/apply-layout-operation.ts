import type { WorkflowLayout } from './layout.ts'
import type { Operation } from './operation.ts'
import type { OperationErrorCode } from './operation-error.ts'
import { patched, unpatch } from './patch.ts'
import { quote } from './quote.ts'

export type LayoutOperation = Extract<
  Operation,
  { type: 'addNote' | 'removeNote' | 'updateNote' | 'addGroup' | 'removeGroup' | 'updateGroup' }
>

type Applied = { layout: WorkflowLayout; inverse: Operation[] } | { code: OperationErrorCode; message: string }

/** Applies one operation on notes or groups. That the nodes it names exist is for the caller to check. */
export function applyLayoutOperation(layout: WorkflowLayout, operation: LayoutOperation): Applied {
  const { notes, groups } = layout
  switch (operation.type) {
    case 'addNote': {
      const { note, index } = operation
      if (notes.some(({ id }) => id === note.id)) {
        return { code: 'NOTE_EXISTS', message: `There already is a note ${quote(note.id)}.` }
      }
      return {
        layout: { notes: inserted(notes, note, index), groups },
        inverse: [{ type: 'removeNote', noteId: note.id }],
      }
    }
    case 'removeNote': {
      const at = notes.findIndex(({ id }) => id === operation.noteId)
      const note = notes[at]
      if (!note) return noNote(operation.noteId)
      return { layout: { notes: notes.toSpliced(at, 1), groups }, inverse: [{ type: 'addNote', note, index: at }] }
    }
    case 'updateNote': {
      const { noteId, patch } = operation
      const at = notes.findIndex(({ id }) => id === noteId)
      const note = notes[at]
      if (!note) return noNote(noteId)
      return {
        layout: { notes: notes.with(at, patched(note, patch)), groups },
        inverse: [{ type: 'updateNote', noteId, patch: unpatch(note, patch) }],
      }
    }
    case 'addGroup': {
      const { group, index } = operation
      if (groups.some(({ id }) => id === group.id)) {
        return { code: 'GROUP_EXISTS', message: `There already is a group ${quote(group.id)}.` }
      }
      return {
        layout: { notes, groups: inserted(groups, group, index) },
        inverse: [{ type: 'removeGroup', groupId: group.id }],
      }
    }
    case 'removeGroup': {
      const at = groups.findIndex(({ id }) => id === operation.groupId)
      const group = groups[at]
      if (!group) return noGroup(operation.groupId)
      return { layout: { notes, groups: groups.toSpliced(at, 1) }, inverse: [{ type: 'addGroup', group, index: at }] }
    }
    case 'updateGroup': {
      const { groupId, patch } = operation
      const at = groups.findIndex(({ id }) => id === groupId)
      const group = groups[at]
      if (!group) return noGroup(groupId)
      return {
        layout: { notes, groups: groups.with(at, patched(group, patch)) },
        inverse: [{ type: 'updateGroup', groupId, patch: unpatch(group, patch) }],
      }
    }
  }
}

/** What takes a node out of its groups; a group of which nothing is left goes with it. */
export function leaveGroups(layout: WorkflowLayout, nodeId: string): LayoutOperation[] {
  return layout.groups
    .filter((group) => group.nodeIds.includes(nodeId))
    .map((group) => {
      const nodeIds = group.nodeIds.filter((id) => id !== nodeId)
      return nodeIds.length === 0
        ? { type: 'removeGroup', groupId: group.id }
        : { type: 'updateGroup', groupId: group.id, patch: { nodeIds } }
    })
}

/** The layout after a node got another id; the same one when no group names it. */
export function renameInGroups(layout: WorkflowLayout, from: string, to: string): WorkflowLayout {
  if (!layout.groups.some((group) => group.nodeIds.includes(from))) return layout
  const groups = layout.groups.map((group) =>
    group.nodeIds.includes(from) ? { ...group, nodeIds: group.nodeIds.map((id) => (id === from ? to : id)) } : group,
  )
  return { ...layout, groups }
}

function inserted<T>(list: readonly T[], item: T, index = list.length): T[] {
  return list.toSpliced(index, 0, item)
}

function noNote(id: string): Applied {
  return { code: 'NOTE_NOT_FOUND', message: `There is no note ${quote(id)}.` }
}

function noGroup(id: string): Applied {
  return { code: 'GROUP_NOT_FOUND', message: `There is no group ${quote(id)}.` }
}
