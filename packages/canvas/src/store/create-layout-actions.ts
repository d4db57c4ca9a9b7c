import type { LayoutColor, Operation } from '@spane/workflow'
import { createId } from '../edit/create-id.ts'
import { NEW_NOTE_SIZE, snapToGrid } from '../edit/node-geometry.ts'
import type { ActionContext } from './action-context.ts'
import type { EditorActions } from './editor-state.ts'
import { groupElementId, noteElementId } from './element-ids.ts'
import { selectedNodes } from './selection.ts'

type LayoutAction = 'addNote' | 'updateNote' | 'groupSelection' | 'ungroup' | 'updateGroup' | 'leaveGroup' | 'setColor'

/** What hands do with notes and groups. */
export function createLayoutActions({ get, set, actions }: ActionContext): Pick<EditorActions, LayoutAction> {
  const layout = () => get().workflow.layout ?? { notes: [], groups: [] }

  return {
    addNote(position) {
      const id = createId('note', (candidate) => layout().notes.some((note) => note.id === candidate))
      const note = { id, text: '', position: snapToGrid(position), size: NEW_NOTE_SIZE }
      const done = actions.apply([{ type: 'addNote', note }], { select: [noteElementId(id)], say: 'Note added' })
      if (done) set({ editingNoteId: id })
    },

    updateNote(noteId, patch) {
      const note = layout().notes.find(({ id }) => id === noteId)
      if (!note || Object.entries(patch).every(([key, value]) => isSame(note[key as keyof typeof patch], value))) return
      actions.apply([{ type: 'updateNote', noteId, patch }])
    },

    groupSelection() {
      const nodeIds = [...selectedNodes(get())]
      if (nodeIds.length === 0) return
      const taken = new Set(nodeIds)
      // A node is in one group at most: what it leaves behind may be nothing.
      const leaving = layout().groups.flatMap((group): Operation[] => {
        const rest = group.nodeIds.filter((id) => !taken.has(id))
        if (rest.length === group.nodeIds.length) return []
        return rest.length === 0
          ? [{ type: 'removeGroup', groupId: group.id }]
          : [{ type: 'updateGroup', groupId: group.id, patch: { nodeIds: rest } }]
      })
      const id = createId('group', (candidate) => layout().groups.some((group) => group.id === candidate))
      const number = id.slice('group-'.length)
      const group = { id, name: number ? `Group ${number}` : 'Group', nodeIds }
      const done = actions.apply([...leaving, { type: 'addGroup', group }], {
        select: [groupElementId(id)],
        say: nodeIds.length === 1 ? 'Group of 1 node made' : `Group of ${nodeIds.length} nodes made`,
      })
      if (done) set({ renamingGroupId: id })
    },

    ungroup(groupIds) {
      const operations = groupIds.map((groupId): Operation => ({ type: 'removeGroup', groupId }))
      const nodeIds = groupIds.flatMap((id) => get().grouping.groups.get(id)?.nodeIds ?? [])
      actions.apply(operations, { select: nodeIds, say: 'Group taken apart' })
    },

    updateGroup(groupId, patch) {
      const group = layout().groups.find(({ id }) => id === groupId)
      if (!group) return
      const { name, folded } = patch
      const trimmed = name?.trim().slice(0, 200)
      if (trimmed !== undefined && trimmed !== group.name) {
        actions.apply([{ type: 'updateGroup', groupId, patch: { name: trimmed } }])
      }
      if (folded !== undefined && folded !== (group.folded ?? false)) {
        actions.apply([{ type: 'updateGroup', groupId, patch: { folded: folded ? true : null } }], {
          select: [groupElementId(groupId)],
          say: `${group.name} ${folded ? 'folded' : 'unfolded'}`,
        })
      }
    },

    leaveGroup(nodeId) {
      const group = get().grouping.groups.get(get().grouping.groupOf.get(nodeId) ?? '')
      if (!group) return
      const nodeIds = group.nodeIds.filter((id) => id !== nodeId)
      const operation: Operation =
        nodeIds.length === 0
          ? { type: 'removeGroup', groupId: group.id }
          : { type: 'updateGroup', groupId: group.id, patch: { nodeIds } }
      actions.apply([operation], { say: `Taken out of ${group.name}` })
    },

    setColor({ kind, id }, color: LayoutColor | null) {
      actions.apply([
        kind === 'note'
          ? { type: 'updateNote', noteId: id, patch: { color } }
          : { type: 'updateGroup', groupId: id, patch: { color } },
      ])
    },
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return b === undefined || JSON.stringify(a) === JSON.stringify(b)
}
