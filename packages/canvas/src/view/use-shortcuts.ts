'use client'

import { useReactFlow } from '@xyflow/react'
import { type RefObject, useEffect } from 'react'
import { type Direction, selectStream, walkGraph } from '../edit/walk-graph.ts'
import { useEditorStore } from '../store/editor-context.ts'
import { FIT_VIEW } from './fit-view.ts'
import { useTidy } from './use-tidy.ts'

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** Where keys belong to what is focused: fields, menus, lists and windows. */
const OWN_KEYS =
  'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"], [role="combobox"], [role="tablist"]'

interface ShortcutHandlers {
  onSave?: () => void
  onRun?: () => void
}

/** The editor's keys. They work while the focus is in the editor or nowhere, and never while somebody types. */
export function useShortcuts(root: RefObject<HTMLElement | null>, { onSave, onRun }: ShortcutHandlers): void {
  const store = useEditorStore()
  const flow = useReactFlow()
  const tidy = useTidy()

  useEffect(() => {
    const { actions } = store

    function selectedIds(): string[] {
      return store
        .getState()
        .flowNodes.filter((node) => node.selected)
        .map((node) => node.id)
    }

    /** The node that keys are about: the focused one, else the only one that is selected. */
    function currentNode(target: Element): string | undefined {
      const focused = target.closest<HTMLElement>('[data-node-id]')?.dataset.nodeId
      const selected = selectedIds()
      return focused ?? (selected.length === 1 ? selected[0] : undefined)
    }

    function focusNode(nodeId: string): void {
      actions.select([nodeId])
      if (store.getState().inspectedNodeId) actions.inspect(nodeId)
      root.current?.querySelector<HTMLElement>(`[data-node-id="${CSS.escape(nodeId)}"]`)?.focus({ preventScroll: true })
    }

    function openPicker(): void {
      const canvas = root.current?.querySelector('.workflow-canvas')?.getBoundingClientRect()
      if (!canvas) return
      const selected = selectedIds()
      const { ports, graph } = store.getState()
      const [only] = selected
      const free = only
        ? ports
            .get(only)
            ?.outputs.find((port) => !graph.outgoing.get(only)?.some((edge) => edge.sourcePort === port.id))
        : undefined
      const anchor = { x: canvas.left + canvas.width / 2 - 150, y: canvas.top + canvas.height / 4 }
      const center = flow.screenToFlowPosition({
        x: canvas.left + canvas.width / 2 - 112,
        y: canvas.top + canvas.height / 2,
      })
      const isOnly = selected.length === 1 && only !== undefined && free !== undefined
      actions.patch({
        picker: isOnly ? { anchor, source: { nodeId: only, portId: free.id } } : { anchor, position: center },
      })
    }

    function withModifier(event: KeyboardEvent, isTyping: boolean): boolean {
      const key = event.key.toLowerCase()
      if (key === 's') {
        actions.flush()
        onSave?.()
        return true
      }
      if (key === 'enter' && onRun) {
        actions.flush()
        onRun()
        return true
      }
      if (isTyping) return false
      if (key === 'z') event.shiftKey ? actions.redo() : actions.undo()
      else if (key === 'y') actions.redo()
      else if (key === 'a') actions.select([...store.getState().graph.nodes.keys()])
      else if (key === 'd' && !store.getState().readOnly) actions.duplicateSelection()
      else return false
      return true
    }

    function plain(event: KeyboardEvent, target: Element): boolean {
      const { readOnly, graph, positions, picker, inspectedNodeId } = store.getState()
      const current = currentNode(target)
      const arrow = ARROWS[event.key]
      if (arrow) {
        if (!current) return false
        if (event.shiftKey && (arrow === 'left' || arrow === 'right')) {
          actions.select(selectStream(graph, selectedIds().length > 0 ? selectedIds() : [current], arrow))
        } else {
          const next = walkGraph(graph, positions, current, arrow)
          if (next) focusNode(next)
        }
        return true
      }
      switch (event.key) {
        case 'Enter':
          // A focused button is pressed by Enter; only a node or the bare canvas opens the inspector.
          if (!current || target.closest('button, a')) return false
          actions.select([current])
          actions.inspect(current)
          return true
        case 'Escape':
          if (picker) actions.patch({ picker: null })
          else if (inspectedNodeId) actions.inspect(null)
          else actions.select([])
          return true
        case '1':
          void flow.fitView(FIT_VIEW)
          return true
        case '0':
          void flow.zoomTo(1, { duration: 150 })
          return true
        case '+':
        case '=':
          void flow.zoomIn({ duration: 150 })
          return true
        case '-':
          void flow.zoomOut({ duration: 150 })
          return true
        case '?':
          actions.patch({ shortcutsOpen: true })
          return true
      }
      if (readOnly) return false
      switch (event.key) {
        case 'n':
        case 'N':
          openPicker()
          return true
        case 'F2':
          if (!current) return false
          actions.patch({ renamingNodeId: current })
          return true
        case 'Delete':
        case 'Backspace':
          actions.flush()
          actions.deleteSelection()
          return true
      }
      return false
    }

    function onKeyDown(event: KeyboardEvent): void {
      const target = event.target instanceof Element ? event.target : document.body
      const isInside = root.current?.contains(target) || target === document.body
      if (!isInside || event.defaultPrevented || event.isComposing) return
      const isTyping = target.closest(OWN_KEYS) !== null
      let handled = false
      if (event.ctrlKey || event.metaKey) handled = withModifier(event, isTyping)
      else if (isTyping) handled = false
      else if (event.altKey) {
        if (event.shiftKey && event.code === 'KeyT' && !store.getState().readOnly) {
          tidy()
          handled = true
        }
      } else handled = plain(event, target)
      if (handled) event.preventDefault()
    }

    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [store, flow, root, tidy, onSave, onRun])
}
