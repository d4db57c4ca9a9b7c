import type { NodeDescription } from '@spane/node-sdk'
import {
  applyOperations,
  type Operation,
  OperationError,
  type Position,
  type Workflow,
  wouldCreateCycle,
} from '@spane/workflow'
import { applyEdgeChanges, applyNodeChanges } from '@xyflow/react'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { planNode } from '../edit/add-node.ts'
import { copyNodes, planPaste } from '../edit/clipboard.ts'
import { createEdge, refuseEdge } from '../edit/connect.ts'
import { planDeletion } from '../edit/delete-elements.ts'
import { tidyPositions } from '../edit/tidy.ts'
import type { RunOverlay } from '../editor-props.ts'
import { deriveDocument } from './derive-document.ts'
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
    picker: null,
    wire: null,
    dropEdgeId: null,
    paletteOpen: true,
    shortcutsOpen: false,
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

  function selectedIds(): { nodes: Set<string>; edges: Set<string> } {
    const state = get()
    return {
      nodes: new Set(state.flowNodes.filter((node) => node.selected).map((node) => node.id)),
      edges: new Set(state.flowEdges.filter((edge) => edge.selected).map((edge) => edge.id)),
    }
  }

  const actions: EditorActions = {
    apply(operations, { mergeKey, select } = {}) {
      const state = get()
      if (state.readOnly || operations.length === 0) return false
      try {
        const { workflow, inverse } = applyOperations(state.workflow, operations)
        show(workflow, record(state, { operations, inverse, mergeKey }))
        if (select) actions.select(select)
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
    },

    redo() {
      actions.flush()
      const { past, future, readOnly } = get()
      const [entry, ...rest] = future
      if (!entry || readOnly) return
      // Without its key, so that typing after a redo does not become part of it.
      replay(entry.operations, { past: [...past, { ...entry, mergeKey: undefined }], future: rest })
    },

    setWorkflow(workflow) {
      if (workflow !== get().workflow) show(workflow, EMPTY_HISTORY)
    },

    changeNodes(changes) {
      set({ flowNodes: applyNodeChanges(changes, get().flowNodes) })
    },

    changeEdges(changes) {
      set({ flowEdges: applyEdgeChanges(changes, get().flowEdges) })
    },

    commitPositions() {
      const { flowNodes, positions } = get()
      const moved: Record<string, Position> = {}
      for (const { id, position } of flowNodes) {
        const before = positions.get(id)
        if (before && (before.x !== position.x || before.y !== position.y)) moved[id] = { ...position }
      }
      if (Object.keys(moved).length > 0) actions.apply([{ type: 'moveNodes', positions: moved }])
    },

    select(nodeIds, edgeIds = []) {
      const nodes = new Set(nodeIds)
      const edges = new Set(edgeIds)
      const mark = <T extends { id: string; selected?: boolean }>(element: T, ids: Set<string>): T =>
        (element.selected ?? false) === ids.has(element.id) ? element : { ...element, selected: ids.has(element.id) }
      set((state) => ({
        flowNodes: state.flowNodes.map((node) => mark(node, nodes)),
        flowEdges: state.flowEdges.map((edge) => mark(edge, edges)),
      }))
    },

    addNode(description, place) {
      const { nodeId, operations } = planNode(get(), description, place)
      if (!actions.apply(operations, { select: [nodeId] })) return undefined
      set({ picker: null })
      return nodeId
    },

    deleteSelection() {
      const { nodes, edges } = selectedIds()
      actions.apply(planDeletion(get().graph, nodes, edges))
    },

    deleteEdge(edgeId) {
      actions.apply([{ type: 'removeEdge', edgeId }])
    },

    connect(ends) {
      const { graph } = get()
      if (refuseEdge(graph, ends, wouldCreateCycle(graph, ends.source, ends.target))) return
      actions.apply([{ type: 'addEdge', edge: createEdge(ends, (id) => graph.edges.has(id)) }])
    },

    copySelection() {
      return copyNodes(get(), selectedIds().nodes)
    },

    paste(clip, at) {
      const { nodeIds, operations } = planPaste(get(), clip, at)
      actions.apply(operations, { select: nodeIds })
    },

    duplicateSelection() {
      const clip = actions.copySelection()
      if (clip) actions.paste(clip)
    },

    tidy() {
      const state = get()
      const { nodes } = selectedIds()
      const positions = tidyPositions({ ...state, nodeIds: nodes.size > 1 ? nodes : undefined })
      const moved = Object.entries(positions).filter(([id, { x, y }]) => {
        const before = state.positions.get(id)
        return !before || before.x !== x || before.y !== y
      })
      if (moved.length > 0) actions.apply([{ type: 'moveNodes', positions: Object.fromEntries(moved) }])
    },

    renameNode(nodeId, name) {
      const node = get().graph.nodes.get(nodeId)
      const trimmed = name.trim().slice(0, 200)
      if (!node || trimmed === (node.name ?? '')) return
      actions.apply([{ type: 'updateNode', nodeId, patch: { name: trimmed || null } }])
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
  }

  return { ...store, actions }
}
