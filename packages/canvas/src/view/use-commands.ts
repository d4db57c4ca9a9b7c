'use client'

import { useReactFlow } from '@xyflow/react'
import { useMemo } from 'react'
import { findFreePosition, NEW_NOTE_SIZE } from '../edit/node-geometry.ts'
import { takenRects } from '../edit/scene.ts'
import type { EditorStore } from '../store/create-editor-store.ts'
import { useEditorStore } from '../store/editor-context.ts'
import type { EditorState } from '../store/editor-state.ts'
import { readSelection, selectedNodes } from '../store/selection.ts'
import { explainIn } from '../why/use-explanation.ts'
import type { EditorCommand } from './editor-command.ts'
import { useFitView } from './fit-view.ts'
import { focusSelected } from './focus-element.ts'
import { MOTION } from './motion.ts'
import { openPicker, openReplacePicker } from './open-picker.ts'
import { useClipboardActions } from './use-clipboard-actions.ts'
import { useTidy } from './use-tidy.ts'

export interface CommandHandlers {
  onSave?: () => void
  onRun?: () => void
}

const ZOOM = {
  get duration(): number {
    return MOTION.fast
  },
} as const

/** Everything that can be done in the editor, in the order in which it is listed. */
export function useCommands({ onSave, onRun }: CommandHandlers): readonly EditorCommand[] {
  const store = useEditorStore()
  const flow = useReactFlow()
  const fitView = useFitView()
  const tidy = useTidy()
  const clipboard = useClipboardActions()
  return useMemo(() => {
    const { actions } = store
    const center = () => flow.screenToFlowPosition(middleOfCanvas())
    return [
      ...nodeCommands(store, () => openPicker(store, flow), clipboard),
      {
        id: 'note',
        title: 'Add a note',
        section: 'Canvas',
        hotkeys: ['s'],
        edits: true,
        run: () => {
          const { x, y } = center()
          const { width, height } = NEW_NOTE_SIZE
          const state = store.getState()
          const notes = (state.workflow.layout?.notes ?? []).map(({ position, size }) => ({ ...position, ...size }))
          const taken = [...takenRects(state), ...notes]
          actions.addNote(findFreePosition({ x: x - width / 2, y: y - height / 2 }, NEW_NOTE_SIZE, taken))
        },
      },
      ...groupCommands(store),
      {
        id: 'tidy',
        title: 'Tidy up',
        section: 'Canvas',
        hotkeys: ['shift+alt+t'],
        edits: true,
        isAvailable: hasNodes,
        run: tidy,
      },
      {
        id: 'select-all',
        title: 'Select all',
        section: 'Canvas',
        hotkeys: ['mod+a'],
        isAvailable: (state) => state.flowNodes.length > 0,
        run: () => {
          const ids = store.getState().flowNodes.map((element) => element.id)
          actions.select(ids)
          actions.say(`${ids.length} selected`)
        },
      },
      ...(onRun
        ? [
            {
              id: 'run',
              title: 'Save and run',
              section: 'Workflow',
              hotkeys: ['mod+Enter'],
              inFields: true,
              run: flushed(onRun),
            } as const,
          ]
        : []),
      ...(onSave
        ? [
            {
              id: 'save',
              title: 'Save now',
              section: 'Workflow',
              hotkeys: ['mod+s'],
              inFields: true,
              run: flushed(onSave),
            } as const,
          ]
        : []),
      {
        id: 'undo',
        title: 'Undo',
        section: 'Workflow',
        hotkeys: ['mod+z'],
        edits: true,
        isAvailable: (state) => state.past.length > 0,
        run: actions.undo,
      },
      {
        id: 'redo',
        title: 'Redo',
        section: 'Workflow',
        hotkeys: ['mod+shift+z', 'mod+y'],
        edits: true,
        isAvailable: (state) => state.future.length > 0,
        run: actions.redo,
      },
      { id: 'fit', title: 'Fit to view', section: 'View', hotkeys: ['1'], run: fitView },
      { id: 'zoom-100', title: 'Zoom to 100 %', section: 'View', hotkeys: ['0'], run: () => void flow.zoomTo(1, ZOOM) },
      { id: 'zoom-in', title: 'Zoom in', section: 'View', hotkeys: ['+', '='], run: () => void flow.zoomIn(ZOOM) },
      { id: 'zoom-out', title: 'Zoom out', section: 'View', hotkeys: ['-'], run: () => void flow.zoomOut(ZOOM) },
      {
        id: 'palette',
        title: 'Show or hide the node palette',
        section: 'View',
        edits: true,
        run: () => actions.patch({ paletteOpen: !store.getState().paletteOpen }),
      },
      {
        id: 'help',
        title: 'Keyboard shortcuts',
        section: 'View',
        hotkeys: ['?'],
        run: () => actions.patch({ shortcutsOpen: true }),
      },
    ] satisfies EditorCommand[]

    function flushed(next: () => void): () => void {
      return () => {
        actions.flush()
        next()
      }
    }
  }, [store, flow, tidy, clipboard, onSave, onRun, fitView])
}

function nodeCommands(
  store: EditorStore,
  addNode: () => void,
  clipboard: ReturnType<typeof useClipboardActions>,
): EditorCommand[] {
  const { actions, getState } = store
  const one = () => onlyNode(getState())
  const withOne = (act: (nodeId: string) => void) => () => {
    const nodeId = one()
    if (nodeId !== undefined) act(nodeId)
  }
  const isOne = (state: EditorState) => onlyNode(state) !== undefined
  const base = { section: 'Nodes', edits: true } as const
  return [
    { ...base, id: 'add', title: 'Add a node', hotkeys: ['n'], run: addNode },
    {
      ...base,
      id: 'connect',
      title: 'Connect to…',
      hotkeys: ['c'],
      isAvailable: (state) => isOne(state) || onlyEdge(state) !== undefined,
      run: () => {
        const edgeId = onlyEdge(getState())
        if (edgeId !== undefined) actions.patch({ connecting: { kind: 'rewire', edgeId, side: 'target' } })
        else withOne((nodeId) => actions.patch({ connecting: { kind: 'connect', nodeId } }))()
      },
    },
    {
      ...base,
      id: 'why',
      title: 'Why didn’t it run, or what does it wait for?',
      hotkeys: ['y'],
      edits: false,
      isAvailable: (state) => {
        const nodeId = onlyNode(state)
        return nodeId !== undefined && explainIn(state, nodeId) !== undefined
      },
      run: withOne((nodeId) => {
        actions.inspect(nodeId, 'run')
        requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-why]')?.focus())
      }),
    },
    {
      ...base,
      id: 'rename',
      title: 'Rename',
      hotkeys: ['F2'],
      isAvailable: (state) => isOne(state) || readSelection(state).groups.size === 1,
      run: () => {
        const [groupId] = readSelection(getState()).groups
        actions.patch(groupId === undefined ? { renamingNodeId: one() ?? null } : { renamingGroupId: groupId })
      },
    },
    {
      ...base,
      id: 'replace',
      title: 'Replace the type',
      hotkeys: ['r'],
      isAvailable: isOne,
      run: withOne((nodeId) => openReplacePicker(store, nodeId)),
    },
    {
      ...base,
      id: 'disable',
      title: 'Disable or enable',
      hotkeys: ['d'],
      isAvailable: hasSelectedNodes,
      run: actions.toggleDisabled,
    },
    {
      ...base,
      id: 'duplicate',
      title: 'Duplicate',
      hotkeys: ['mod+d'],
      isAvailable: hasSelection,
      run: () => {
        actions.duplicateSelection()
        focusSelected(store)
      },
    },
    // Their keys are the browser's: the events that they cause bring the clipboard along.
    { ...base, id: 'copy', title: 'Copy', edits: false, isAvailable: hasSelection, run: clipboard.copy },
    { ...base, id: 'cut', title: 'Cut', isAvailable: hasSelection, run: clipboard.cut },
    { ...base, id: 'paste', title: 'Paste', run: () => clipboard.paste() },
    {
      ...base,
      id: 'delete',
      title: 'Delete',
      hotkeys: ['Delete', 'Backspace'],
      isAvailable: (state) => hasSelection(state) || readSelection(state).edges.size > 0,
      run: () => {
        actions.flush()
        actions.deleteSelection()
      },
    },
  ]
}

function groupCommands({ actions, getState }: EditorStore): EditorCommand[] {
  const groups = (state: EditorState) => [...readSelection(state).groups]
  return [
    {
      id: 'group',
      title: 'Group',
      section: 'Canvas',
      hotkeys: ['mod+g'],
      edits: true,
      isAvailable: hasSelectedNodes,
      run: actions.groupSelection,
    },
    {
      id: 'ungroup',
      title: 'Take the group apart',
      section: 'Canvas',
      hotkeys: ['mod+shift+g'],
      edits: true,
      isAvailable: (state) => groups(state).length > 0,
      run: () => actions.ungroup(groups(getState())),
    },
    {
      id: 'fold',
      title: 'Fold or unfold the group',
      section: 'Canvas',
      hotkeys: ['f'],
      edits: true,
      isAvailable: (state) => groups(state).length > 0 || groupOfOnly(state) !== undefined,
      run: () => {
        const state = getState()
        const id = groups(state)[0] ?? groupOfOnly(state)
        const group = id === undefined ? undefined : state.grouping.groups.get(id)
        if (group) actions.updateGroup(group.id, { folded: !group.folded })
      },
    },
  ]
}

function onlyNode(state: EditorState): string | undefined {
  const { nodes } = readSelection(state)
  const [only] = nodes
  return nodes.size === 1 ? only : undefined
}

function onlyEdge(state: EditorState): string | undefined {
  const { edges, nodes } = readSelection(state)
  const [only] = edges
  return edges.size === 1 && nodes.size === 0 ? only : undefined
}

function groupOfOnly(state: EditorState): string | undefined {
  const nodeId = onlyNode(state)
  return nodeId === undefined ? undefined : state.grouping.groupOf.get(nodeId)
}

function hasNodes(state: EditorState): boolean {
  return state.graph.nodes.size > 0
}

function hasSelectedNodes(state: EditorState): boolean {
  return selectedNodes(state).size > 0
}

function hasSelection(state: EditorState): boolean {
  return hasSelectedNodes(state) || readSelection(state).notes.size > 0 || readSelection(state).groups.size > 0
}

function middleOfCanvas(): { x: number; y: number } {
  const rect = document.querySelector('.workflow-canvas')?.getBoundingClientRect()
  return rect ? { x: rect.left + rect.width / 2, y: rect.top + rect.height / 2 } : { x: 0, y: 0 }
}
