import { type Operation, type Position, wouldCreateCycle } from '@spane/workflow'
import { planNode } from '../edit/add-node.ts'
import { type Clip, copyElements, planPaste } from '../edit/clipboard.ts'
import { createEdge, REFUSALS, refuseEdge } from '../edit/connect.ts'
import { planDeletion } from '../edit/delete-elements.ts'
import { loadedLayout, loadLayout } from '../edit/load-layout.ts'
import { GRID } from '../edit/node-geometry.ts'
import { planReplacement } from '../edit/replace-node.ts'
import { planRewire } from '../edit/rewire.ts'
import { planDisabled } from '../edit/toggle-disabled.ts'
import type { ActionContext } from './action-context.ts'
import type { EditorActions } from './editor-state.ts'
import { noteElementId } from './element-ids.ts'
import { readSelection, selectedNodes } from './selection.ts'

type Gesture =
  | 'addNode'
  | 'replaceNode'
  | 'deleteSelection'
  | 'deleteEdge'
  | 'connect'
  | 'rewire'
  | 'toggleDisabled'
  | 'nudge'
  | 'copySelection'
  | 'paste'
  | 'duplicateSelection'
  | 'tidy'
  | 'renameNode'

const STEPS = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] } as const

/** What hands do with nodes and edges: each is planned from the state and applied as one gesture. */
export function createGestureActions({ get, set, actions }: ActionContext): Pick<EditorActions, Gesture> {
  const nameOf = (nodeId: string) => get().graph.nodes.get(nodeId)?.name || nodeId
  const count = (number: number, word: string) => (number === 1 ? `1 ${word}` : `${number} ${word}s`)

  function insert(clip: Clip, verb: string, at?: Position): void {
    const { nodeIds, noteIds, operations } = planPaste(get(), clip, at)
    const select = [...nodeIds, ...noteIds.map(noteElementId)]
    const say = `${count(select.length, 'element')} ${verb}`
    actions.apply(operations, { select, say })
  }

  return {
    addNode(description, place) {
      const { nodeId, operations } = planNode(get(), description, place)
      const source = place.source?.nodeId
      const say =
        source === undefined ? `${description.name} added` : `${description.name} added after ${nameOf(source)}`
      if (!actions.apply(operations, { select: [nodeId], say })) return undefined
      set({ picker: null })
      return nodeId
    },

    replaceNode(nodeId, description) {
      const say = `${nameOf(nodeId)} is now of the type ${description.name}`
      actions.apply(planReplacement(get(), nodeId, description), { select: [nodeId], say })
    },

    deleteSelection() {
      const { edges, notes, groups } = readSelection(get())
      const nodes = selectedNodes(get())
      const { grouping } = get()
      const frames = [...groups].filter((id) => !grouping.groups.get(id)?.folded)
      const operations: Operation[] = [
        ...frames.map((groupId): Operation => ({ type: 'removeGroup', groupId })),
        ...planDeletion(get().graph, nodes, edges),
        ...[...notes].map((noteId): Operation => ({ type: 'removeNote', noteId })),
      ]
      const parts = [
        [nodes.size, 'node'],
        [notes.size, 'note'],
        [frames.length, 'group'],
        [edges.size, 'edge'],
      ] as const
      const said = parts.filter(([number]) => number > 0).map(([number, word]) => count(number, word))
      actions.apply(operations, { say: `${said.join(' and ')} deleted` })
    },

    deleteEdge(edgeId) {
      actions.apply([{ type: 'removeEdge', edgeId }], { say: 'Edge deleted' })
    },

    connect(ends) {
      const { graph } = get()
      const refused = refuseEdge(graph, ends, wouldCreateCycle(graph, ends.source, ends.target))
      if (refused) return actions.say(REFUSALS[refused])
      actions.apply([{ type: 'addEdge', edge: createEdge(ends, (id) => graph.edges.has(id)) }], {
        say: `${nameOf(ends.source)} connected to ${nameOf(ends.target)}`,
      })
    },

    rewire(edgeId, side, end) {
      const plan = planRewire(get().graph, edgeId, side, end)
      if (!plan) return
      if ('refused' in plan) return actions.say(REFUSALS[plan.refused])
      if (actions.apply(plan.operations, { say: `Edge moved to ${nameOf(end.nodeId)}` })) {
        actions.select([], [plan.edgeId])
      }
    },

    toggleDisabled() {
      const operations = planDisabled(get().graph, selectedNodes(get()))
      const disables = operations.some((operation) => operation.type === 'updateNode' && operation.patch.disabled)
      actions.apply(operations, { say: `${count(operations.length, 'node')} ${disables ? 'disabled' : 'enabled'}` })
    },

    nudge(direction, steps) {
      const { positions, workflow } = get()
      const nodes = selectedNodes(get())
      const { groups, notes } = readSelection(get())
      for (const id of groups) for (const nodeId of get().grouping.groups.get(id)?.nodeIds ?? []) nodes.add(nodeId)
      const [dx, dy] = STEPS[direction]
      const moved = ({ x, y }: { x: number; y: number }) => ({ x: x + dx * steps * GRID, y: y + dy * steps * GRID })
      const places = [...nodes].flatMap((id) => {
        const position = positions.get(id)
        return position ? [[id, moved(position)] as const] : []
      })
      const operations: Operation[] = (workflow.layout?.notes ?? [])
        .filter((note) => notes.has(note.id))
        .map((note) => ({ type: 'updateNote', noteId: note.id, patch: { position: moved(note.position) } }))
      if (places.length > 0) operations.push({ type: 'moveNodes', positions: Object.fromEntries(places) })
      // Several steps of the same things are one gesture, as one drag is.
      const say = `${count(nodes.size + notes.size, 'element')} moved ${direction}`
      actions.apply(operations, { mergeKey: `nudge:${[...nodes, ...notes].join()}`, say })
    },

    copySelection() {
      return copyElements(get(), selectedNodes(get()), readSelection(get()).notes)
    },

    paste: (clip, at) => insert(clip, 'pasted', at),

    duplicateSelection() {
      const clip = actions.copySelection()
      if (clip) insert(clip, 'duplicated')
    },

    async tidy() {
      const layOut = loadedLayout() ?? (await loadLayout())
      const state = get()
      const { nodes } = readSelection(state)
      const positions = layOut({ ...state, nodeIds: nodes.size > 1 ? nodes : undefined })
      const moved = Object.entries(positions).filter(([id, { x, y }]) => {
        const before = state.positions.get(id)
        return !before || before.x !== x || before.y !== y
      })
      if (moved.length === 0) return
      actions.apply([{ type: 'moveNodes', positions: Object.fromEntries(moved) }], { say: 'Tidied up' })
    },

    renameNode(nodeId, name) {
      const node = get().graph.nodes.get(nodeId)
      const trimmed = name.trim().slice(0, 200)
      if (!node || trimmed === (node.name ?? '')) return
      actions.apply([{ type: 'updateNode', nodeId, patch: { name: trimmed || null } }], {
        say: `${nameOf(nodeId)} renamed to ${trimmed || nodeId}`,
      })
    },
  }
}
