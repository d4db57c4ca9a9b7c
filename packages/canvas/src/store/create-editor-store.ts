import type { NodeDescription } from '@spane/node-sdk'
import {
  applyOperations,
  hasRenames,
  type Operation,
  OperationError,
  type Position,
  renameElements,
  type Workflow,
} from '@spane/workflow'
import { applyEdgeChanges } from '@xyflow/react'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { describeRegrouping, planRegrouping } from '../edit/plan-regrouping.ts'
import type { RunOverlay } from '../editor-props.ts'
import type { ActionContext } from './action-context.ts'
import { createGestureActions } from './create-gesture-actions.ts'
import { createLayoutActions } from './create-layout-actions.ts'
import { deriveDocument } from './derive-document.ts'
import { moveElements, planMoves } from './drag-elements.ts'
import type { EditorActions, EditorState } from './editor-state.ts'
import { NOTHING_PINNED } from './editor-state.ts'
import { EMPTY_HISTORY, type HistoryEntry, record } from './history.ts'
import { NOBODY } from './people-by-node.ts'
import { indexProblems } from './problem-index.ts'
import { replayEntry } from './replay-entry.ts'

const LEFT_OUT = {
  undo: 'Not undone: somebody else has changed it since',
  redo: 'Not done again: somebody else has changed it since',
} as const

export interface EditorStoreOptions {
  workflow: Workflow
  nodeTypes: readonly NodeDescription[]
  readOnly?: boolean
  run?: RunOverlay | null
  /** Called once a gesture, an undo or a redo. */
  onOperations?: (operations: Operation[], workflow: Workflow) => void
  /** Called with a sentence when somebody else's edit keeps a person from what they are about. */
  onNotice?: (said: string) => void
}

export interface EditorStore extends StoreApi<EditorState> {
  actions: EditorActions
}

/**
 * The state of one editor. The workflow changes only through operations: each gesture is one list of them, recorded
 * with its inverse, and handed out for saving.
 */
export function createEditorStore(options: EditorStoreOptions): EditorStore {
  const nodeTypes = new Map(options.nodeTypes.map((description) => [description.type, description]))
  const fallbackPositions = new Map<string, Position>()
  const pendingEdits = new Set<() => void>()
  const readOnly = options.readOnly ?? false
  const store = createStore<EditorState>(() => ({
    ...EMPTY_HISTORY,
    ...deriveDocument(options.workflow, nodeTypes, fallbackPositions),
    nodeTypes,
    readOnly,
    problems: indexProblems([]),
    run: options.run ?? null,
    pinnedNodes: NOTHING_PINNED,
    people: NOBODY,
    inspectedNodeId: null,
    inspectorTab: readOnly ? 'run' : 'parameters',
    renamingNodeId: null,
    renamingGroupId: null,
    editingNoteId: null,
    picker: null,
    connecting: null,
    wire: null,
    dropEdgeId: null,
    paletteOpen: true,
    shortcutsOpen: false,
    guides: null,
    announcement: { text: '', number: 0 },
    tidying: false,
    detail: 'whole',
  }))
  const { getState: get, setState: set } = store

  /** Makes a workflow the current one and forgets what was open about nodes that are gone. */
  function show(workflow: Workflow, rest: Partial<EditorState>): void {
    const state = get()
    const document = deriveDocument(workflow, nodeTypes, fallbackPositions, state)
    const isGone = (id: string | null) => id !== null && !document.graph.nodes.has(id)
    set({
      ...document,
      inspectedNodeId: isGone(state.inspectedNodeId) ? null : state.inspectedNodeId,
      renamingNodeId: isGone(state.renamingNodeId) ? null : state.renamingNodeId,
      ...rest,
    })
  }

  /** Undo and redo are edits like any other to whoever saves them. */
  function replay(entry: HistoryEntry, direction: 'undo' | 'redo', rest: Partial<EditorState>): void {
    const { operations, workflow, isPartial } = replayEntry(entry, direction, get())
    show(workflow, rest)
    if (operations.length > 0) options.onOperations?.(operations, workflow)
    const done = direction === 'undo' ? 'Undone' : 'Done again'
    const partly =
      operations.length > 0 ? `${done}, except for what somebody else has changed since` : LEFT_OUT[direction]
    const all = entry.said === undefined ? done : `${done}: ${entry.said}`
    const said = isPartial ? partly : all
    actions.say(said)
    if (isPartial) options.onNotice?.(said)
  }

  const core = {
    apply(operations, { mergeKey, select, say } = {}) {
      const state = get()
      if (state.readOnly || operations.length === 0) return false
      try {
        const { workflow, inverse } = applyOperations(state.workflow, operations)
        show(
          workflow,
          record(state, { operations, inverse, mergeKey, before: state.workflow, after: workflow, said: say }),
        )
        if (select) actions.select(select)
        if (say) actions.say(say)
        options.onOperations?.(operations, workflow)
        return true
      } catch (error) {
        if (error instanceof OperationError) return false
        throw error
      }
    },

    undo() {
      actions.flush()
      const { past, future, readOnly } = get()
      const entry = past.at(-1)
      if (!entry || readOnly) return
      replay(entry, 'undo', { past: past.slice(0, -1), future: [entry, ...future] })
    },

    redo() {
      actions.flush()
      const { past, future, readOnly } = get()
      const [entry, ...rest] = future
      if (!entry || readOnly) return
      // Without its key, so that typing after a redo does not become part of it.
      replay(entry, 'redo', { past: [...past, { ...entry, mergeKey: undefined }], future: rest })
    },

    setWorkflow(workflow) {
      if (workflow !== get().workflow) show(workflow, EMPTY_HISTORY)
    },

    takeMerged(workflow, renames) {
      const state = get()
      const { node } = renames
      const renamed = (id: string | null) => (id !== null && Object.hasOwn(node, id) ? (node[id] as string) : id)
      const rename = (entry: HistoryEntry): HistoryEntry => ({
        ...entry,
        before: renameElements(entry.before, renames),
        after: renameElements(entry.after, renames),
      })
      const isRenamed = hasRenames(renames)
      const selected = isRenamed ? state.flowNodes.filter((element) => element.selected).map(({ id }) => id) : []
      if (isRenamed) set({ inspectedNodeId: null, renamingNodeId: null })
      show(workflow, {
        past: isRenamed ? state.past.map(rename) : state.past,
        future: isRenamed ? state.future.map(rename) : state.future,
        merges: state.merges + 1,
      })
      if (isRenamed) {
        actions.select(selected.map((id) => renamed(id) as string))
        actions.inspect(renamed(state.inspectedNodeId))
      }
      const inspected = renamed(state.inspectedNodeId)
      if (inspected !== null && !get().graph.nodes.has(inspected)) {
        const said = `${state.graph.nodes.get(inspected)?.name ?? inspected}: somebody else has deleted this node`
        actions.say(said)
        options.onNotice?.(said)
      }
      // What is in a hand stays there until it is let go.
      const held = new Map(
        state.flowNodes.filter((element) => element.dragging).map((element) => [element.id, element]),
      )
      if (held.size > 0) set({ flowNodes: get().flowNodes.map((element) => held.get(element.id) ?? element) })
    },

    changeNodes(changes) {
      set({ flowNodes: moveElements(get(), changes) })
    },

    changeEdges(changes) {
      set({ flowEdges: applyEdgeChanges(changes, get().flowEdges) })
    },

    commitPositions({ regroup = false } = {}) {
      const state = get()
      const moves = planMoves(state)
      const moved = moves.find((operation) => operation.type === 'moveNodes')?.positions
      const regrouping = regroup && moved ? planRegrouping(state, moved) : []
      actions.apply(
        [...moves, ...regrouping],
        regrouping.length > 0 ? { say: describeRegrouping(state, regrouping) } : {},
      )
    },

    select(elementIds, edgeIds = []) {
      const nodes = new Set(elementIds)
      const edges = new Set(edgeIds)
      const mark = <T extends { id: string; selected?: boolean }>(element: T, ids: Set<string>): T =>
        (element.selected ?? false) === ids.has(element.id) ? element : { ...element, selected: ids.has(element.id) }
      set({
        flowNodes: get().flowNodes.map((node) => mark(node, nodes)),
        flowEdges: get().flowEdges.map((edge) => mark(edge, edges)),
      })
    },

    inspect(nodeId, tab) {
      const { graph, inspectorTab } = get()
      set({
        inspectedNodeId: nodeId !== null && graph.nodes.has(nodeId) ? nodeId : null,
        inspectorTab: tab ?? inspectorTab,
      })
    },

    patch(view) {
      set(view)
    },

    say(text) {
      set({ announcement: { text, number: get().announcement.number + 1 } })
    },

    registerPending(commit) {
      pendingEdits.add(commit)
      return () => pendingEdits.delete(commit)
    },

    flush() {
      for (const commit of pendingEdits) commit()
    },

    setProblems(problems) {
      set({ problems: indexProblems(problems, get().problems) })
    },
  } satisfies Partial<EditorActions>

  const actions = {} as EditorActions
  const context: ActionContext = { get, set, actions }
  Object.assign(actions, core, createGestureActions(context), createLayoutActions(context))
  return { ...store, actions }
}
