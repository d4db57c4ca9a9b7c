import type { NodeDescription } from '@spane/node-sdk'
import { applyOperations, type Operation, OperationError, type Position, type Workflow } from '@spane/workflow'
import { applyEdgeChanges } from '@xyflow/react'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RunOverlay } from '../editor-props.ts'
import type { ActionContext } from './action-context.ts'
import { createGestureActions } from './create-gesture-actions.ts'
import { createLayoutActions } from './create-layout-actions.ts'
import { deriveDocument } from './derive-document.ts'
import { moveElements, planMoves } from './drag-elements.ts'
import type { EditorActions, EditorState } from './editor-state.ts'
import { NOTHING_PINNED } from './editor-state.ts'
import { EMPTY_HISTORY, record } from './history.ts'
import { indexProblems } from './problem-index.ts'

export interface EditorStoreOptions {
  workflow: Workflow
  nodeTypes: readonly NodeDescription[]
  readOnly?: boolean
  run?: RunOverlay | null
  /** Called once a gesture, an undo or a redo. */
  onOperations?: (operations: Operation[], workflow: Workflow) => void
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
  function replay(operations: Operation[], rest: Partial<EditorState>): void {
    const { workflow } = applyOperations(get().workflow, operations)
    show(workflow, rest)
    options.onOperations?.(operations, workflow)
  }

  const core = {
    apply(operations, { mergeKey, select, say } = {}) {
      const state = get()
      if (state.readOnly || operations.length === 0) return false
      try {
        const { workflow, inverse } = applyOperations(state.workflow, operations)
        show(workflow, record(state, { operations, inverse, mergeKey }))
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
      replay(entry.inverse, { past: past.slice(0, -1), future: [entry, ...future] })
      actions.say('Undone')
    },

    redo() {
      actions.flush()
      const { past, future, readOnly } = get()
      const [entry, ...rest] = future
      if (!entry || readOnly) return
      // Without its key, so that typing after a redo does not become part of it.
      replay(entry.operations, { past: [...past, { ...entry, mergeKey: undefined }], future: rest })
      actions.say('Done again')
    },

    setWorkflow(workflow) {
      if (workflow !== get().workflow) show(workflow, EMPTY_HISTORY)
    },

    changeNodes(changes) {
      set({ flowNodes: moveElements(get(), changes) })
    },

    changeEdges(changes) {
      set({ flowEdges: applyEdgeChanges(changes, get().flowEdges) })
    },

    commitPositions() {
      actions.apply(planMoves(get()))
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
