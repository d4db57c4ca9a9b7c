'use client'

import { type RefObject, useContext, useEffect } from 'react'
import { type Direction, selectStream, walkGraph } from '../edit/walk-graph.ts'
import type { EditorStore } from '../store/create-editor-store.ts'
import { useEditorStore } from '../store/editor-context.ts'
import { groupElementId, noteElementId } from '../store/element-ids.ts'
import { readSelection } from '../store/selection.ts'
import type { EditorCommand } from './editor-command.ts'
import { blurOnCanvas, focusGroupCard, focusNodeCard } from './focus-element.ts'
import { isHotkey } from './hotkey.ts'
import { NodeMenuContext } from './node-menu.tsx'

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}
/** Steps of the grid that Shift makes of one. */
const LARGE_STEP = 5
/** A longer press of Space is for panning. */
const TAP_MS = 350

/** Where keys belong to what is focused: fields, menus, lists and windows. */
const OWN_KEYS =
  'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"], [role="combobox"], [role="tablist"], [role="tree"]'

/** The editor's keys. They work while the focus is in the editor or nowhere, and never while somebody types. */
export function useShortcuts(root: RefObject<HTMLElement | null>, commands: readonly EditorCommand[]): void {
  const store = useEditorStore()
  const nodeMenu = useContext(NodeMenuContext)

  useEffect(() => {
    let spaceDownAt = 0

    function onKeyDown(event: KeyboardEvent): void {
      const target = event.target instanceof Element ? event.target : document.body
      if (!isNowhereElse(root.current, target) || event.defaultPrevented || event.isComposing) return
      const owner = target.closest(OWN_KEYS)
      // A window that the whole editor stands in is none of its own.
      const isTyping = owner !== null && !owner.contains(root.current)
      if (event.key === ' ' && !isTyping && focusedNode(target) && !event.repeat) spaceDownAt = event.timeStamp
      const handled = isTyping
        ? leaveInspector(store, event, target) || runCommand(event, (command) => command.inFields === true)
        : move(store, event, target) || open(store, event, target) || close(store, event) || runOn(event, target)
      if (handled) event.preventDefault()
    }

    /** What the focus is on counts as selected, so that keys are about it. */
    function runOn(event: KeyboardEvent, target: Element): boolean {
      return runCommand(event, () => {
        selectFocused(store, target)
        return true
      })
    }

    function runCommand(event: KeyboardEvent, accepts: (command: EditorCommand) => boolean): boolean {
      const command = commands.find(({ hotkeys = [] }) => hotkeys.some((hotkey) => isHotkey(event, hotkey)))
      if (!command) return runMenuItem(event, accepts)
      if ((command.edits && store.getState().readOnly) || !accepts(command)) return false
      if (command.isAvailable?.(store.getState()) ?? true) command.run()
      // Without anything to do it is ours all the same: the browser's own meaning of the key would only surprise.
      return true
    }

    /** A key of an entry that the application adds to the node's menu. */
    function runMenuItem(event: KeyboardEvent, accepts: (command: EditorCommand) => boolean): boolean {
      const nodeId = currentNode(store, event.target instanceof Element ? event.target : document.body)
      const items = nodeId === undefined ? [] : (nodeMenu?.(nodeId) ?? [])
      const item = items.find(({ hotkey }) => hotkey !== undefined && isHotkey(event, hotkey))
      if (!item || !accepts({ id: item.id, title: item.label, section: 'Nodes', run: item.onSelect })) return false
      item.onSelect()
      return true
    }

    function onKeyUp(event: KeyboardEvent): void {
      if (event.key !== ' ' || spaceDownAt === 0) return
      const isTap = event.timeStamp - spaceDownAt < TAP_MS
      spaceDownAt = 0
      const nodeId = event.target instanceof Element ? focusedNode(event.target) : undefined
      if (isTap && nodeId !== undefined && !store.getState().readOnly) store.actions.patch({ renamingNodeId: nodeId })
    }
    const onPointerDown = () => {
      spaceDownAt = 0
    }

    document.addEventListener('keydown', onKeyDown)
    document.addEventListener('keyup', onKeyUp)
    document.addEventListener('pointerdown', onPointerDown)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
      document.removeEventListener('keyup', onKeyUp)
      document.removeEventListener('pointerdown', onPointerDown)
    }
  }, [store, root, commands, nodeMenu])
}

/**
 * Whether a key pressed there may be meant for the editor: inside it, or around it, where the focus is after a click on
 * what cannot take it.
 */
export function isNowhereElse(root: HTMLElement | null, target: Element): boolean {
  return root !== null && (root.contains(target) || target.contains(root))
}

/** The node whose card itself has the focus, not a button on it. */
function focusedNode(target: Element): string | undefined {
  return target instanceof HTMLElement ? target.dataset.nodeId : undefined
}

/** Selects the card, note, frame or edge that itself has the focus. */
function selectFocused(store: EditorStore, target: Element): void {
  const edgeId = target.classList.contains('react-flow__edge') ? target.getAttribute('data-id') : null
  if (edgeId !== null) store.actions.select([], [edgeId])
  if (!(target instanceof HTMLElement)) return
  const { nodeId, noteId, groupId } = target.dataset
  const focused =
    noteId !== undefined ? noteElementId(noteId) : groupId !== undefined ? groupElementId(groupId) : nodeId
  const isSelected = store.getState().flowNodes.some(({ id, selected }) => id === focused && selected)
  if (focused !== undefined && !isSelected) store.actions.select([focused])
}

/** The node that keys are about: the focused one, else the only one that is selected. */
function currentNode(store: EditorStore, target: Element): string | undefined {
  const { nodes } = readSelection(store.getState())
  const [only] = nodes
  return focusedNode(target) ?? (nodes.size === 1 ? only : undefined)
}

/** Arrows walk, with Shift they select what comes before or after, with Alt they move what is selected. */
function move(store: EditorStore, event: KeyboardEvent, target: Element): boolean {
  const direction = ARROWS[event.key]
  if (!direction || event.ctrlKey || event.metaKey) return false
  const { actions } = store
  if (event.altKey) selectFocused(store, target)
  const { readOnly, graph } = store.getState()
  const { nodes, notes, groups } = readSelection(store.getState())
  const current = currentNode(store, target)
  if (event.altKey) {
    if (readOnly || nodes.size + notes.size + groups.size === 0) return false
    actions.nudge(direction, event.shiftKey ? LARGE_STEP : 1)
    return true
  }
  if (event.shiftKey && (direction === 'left' || direction === 'right')) {
    const from = nodes.size > 0 ? [...nodes] : current === undefined ? [] : [current]
    if (from.length === 0) return false
    const found = selectStream(graph, from, direction)
    actions.select(found)
    actions.say(`${found.length} selected`)
    return true
  }
  const isNowhere = target.matches('body, .workflow-canvas')
  const next = nextNode(store, current, target, direction) ?? (isNowhere ? firstNode(store) : undefined)
  if (next === undefined) return current !== undefined
  goTo(store, next)
  return true
}

function nextNode(
  store: EditorStore,
  current: string | undefined,
  target: Element,
  direction: Direction,
): string | undefined {
  const { graph, positions, grouping } = store.getState()
  const groupId = target instanceof HTMLElement ? target.dataset.groupId : undefined
  const group = groupId === undefined ? undefined : grouping.groups.get(groupId)
  const from = group ? group.nodeIds : current === undefined ? [] : [current]
  for (const id of from) {
    const next = walkGraph(graph, positions, id, direction)
    if (next !== undefined && grouping.hidden.get(next) !== group?.id) return next
    if (next !== undefined && !group?.folded) return next
  }
  return undefined
}

/** Where walking begins when nothing has the focus: at what is selected, else where the workflow begins. */
function firstNode(store: EditorStore): string | undefined {
  const { graph } = store.getState()
  const [selected] = readSelection(store.getState()).nodes
  const [first] = graph.nodes.keys()
  return selected ?? first
}

/** Focuses a node, or the group in which it is folded away. */
function goTo(store: EditorStore, nodeId: string): void {
  const { grouping, inspectedNodeId } = store.getState()
  const groupId = grouping.hidden.get(nodeId)
  if (groupId !== undefined) {
    store.actions.select([groupElementId(groupId)])
    focusGroupCard(groupId)
    return
  }
  store.actions.select([nodeId])
  if (inspectedNodeId) store.actions.inspect(nodeId)
  focusNodeCard(nodeId)
}

/** Enter opens the inspector and goes into it. A focused button is pressed by Enter instead. */
function open(store: EditorStore, event: KeyboardEvent, target: Element): boolean {
  const current = currentNode(store, target)
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || !current || target.closest('button, a')) return false
  store.actions.select([current])
  store.actions.inspect(current)
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>('[aria-label="Inspector"] [role="tab"][aria-selected="true"]')?.focus()
  })
  return true
}

function close(store: EditorStore, event: KeyboardEvent): boolean {
  if (event.key !== 'Escape') return false
  const { picker, inspectedNodeId } = store.getState()
  if (picker) store.actions.patch({ picker: null })
  else if (inspectedNodeId) store.actions.inspect(null)
  else {
    store.actions.select([])
    blurOnCanvas()
  }
  return true
}

/** Esc leads from a field of the inspector back to its node; what was typed is kept. */
function leaveInspector(store: EditorStore, event: KeyboardEvent, target: Element): boolean {
  const { inspectedNodeId } = store.getState()
  if (event.key !== 'Escape' || inspectedNodeId === null || !target.closest('[aria-label="Inspector"]')) return false
  focusNodeCard(inspectedNodeId)
  return true
}
