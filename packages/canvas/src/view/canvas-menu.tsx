'use client'

import { ContextMenu, ContextMenuContent, ContextMenuTrigger } from '@spane/ui'
import {
  type ReactElement,
  type MouseEvent as ReactMouseEvent,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react'
import { useEditor, useEditorStore } from '../store/editor-context.ts'
import { type ElementSubject, groupElementId, noteElementId } from '../store/element-ids.ts'
import { readSelection } from '../store/selection.ts'
import {
  EdgeItems,
  GroupItems,
  NodeItems,
  NodeLookItems,
  NoteItems,
  PaneItems,
  SelectionItems,
} from './canvas-menu-items.tsx'
import type { EditorCommand } from './editor-command.ts'
import { findNodeCard } from './focus-element.ts'

/** What the menu is about. */
type Subject = { kind: 'pane' | 'selection' } | { kind: 'edge'; id: string } | ElementSubject

interface CanvasMenuProps {
  commands: readonly EditorCommand[]
  children: ReactNode
}

/** The menu of the right mouse button and of the menu key, about what is under the pointer or has the focus. */
export function CanvasMenu({ commands, children }: CanvasMenuProps): ReactElement {
  const store = useEditorStore()
  const readOnly = useEditor((state) => state.readOnly)
  const [subject, setSubject] = useState<Subject>({ kind: 'pane' })
  const point = useRef({ x: 0, y: 0 })

  const onContextMenu = (event: ReactMouseEvent) => {
    const found = findSubject(event.target as Element)
    // Without editing there is something to do with nodes alone.
    if (readOnly && found.kind !== 'node') return event.preventDefault()
    point.current = { x: event.clientX, y: event.clientY }
    const { nodes, notes, groups } = readSelection(store.getState())
    const selected = { node: nodes, note: notes, group: groups }
    if (found.kind === 'node' || found.kind === 'note' || found.kind === 'group') {
      const isAmongMany = selected[found.kind].has(found.id) && nodes.size + notes.size + groups.size > 1
      if (isAmongMany && !readOnly) return setSubject({ kind: 'selection' })
      store.actions.select([elementId(found)])
    } else if (found.kind === 'edge') store.actions.select([], [found.id])
    // By key the menu is about what is selected, wherever the focus stands.
    else if (!isByPointer(event) && nodes.size + notes.size + groups.size > 0) return setSubject({ kind: 'selection' })
    setSubject(found)
  }
  // With the focus nowhere the menu key is about what is selected, else about the pane.
  const canvas = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const onMenuKey = (event: MouseEvent) => {
      // Without a focus the browser tells of whatever stands in the corner of the page.
      const isNowhere = document.activeElement?.contains(canvas.current) ?? true
      const isOwn = event.target instanceof Node && canvas.current?.contains(event.target)
      if (!isNowhere || isOwn || isByPointer(event)) return
      event.preventDefault()
      const [nodeId, ...others] = readSelection(store.getState()).nodes
      const card = nodeId !== undefined && others.length === 0 ? findNodeCard(nodeId) : undefined
      const subject = card ?? canvas.current
      const { left, top, width, height } = subject?.getBoundingClientRect() ?? new DOMRect()
      const [clientX, clientY] = [left + width / 2, top + height / 2]
      subject?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX, clientY }))
    }
    document.addEventListener('contextmenu', onMenuKey)
    return () => document.removeEventListener('contextmenu', onMenuKey)
  }, [store])
  const menu = { commands, point: point.current }
  return (
    <ContextMenu>
      <ContextMenuTrigger asChild>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it only notes what the menu will be about */}
        <div ref={canvas} className="relative size-full" onContextMenu={onContextMenu}>
          {children}
        </div>
      </ContextMenuTrigger>
      {/* What a menu item opens takes the focus; giving it back to the canvas would close it again. */}
      <ContextMenuContent className="min-w-52" onCloseAutoFocus={(event) => event.preventDefault()}>
        {subject.kind === 'node' &&
          (readOnly ? (
            <NodeLookItems commands={commands} nodeId={subject.id} />
          ) : (
            <NodeItems {...menu} nodeId={subject.id} />
          ))}
        {subject.kind === 'edge' && <EdgeItems {...menu} edgeId={subject.id} />}
        {subject.kind === 'note' && <NoteItems {...menu} noteId={subject.id} />}
        {subject.kind === 'group' && <GroupItems {...menu} groupId={subject.id} />}
        {subject.kind === 'selection' && <SelectionItems {...menu} />}
        {subject.kind === 'pane' && <PaneItems {...menu} />}
      </ContextMenuContent>
    </ContextMenu>
  )
}

/** The menu key comes with the main button or none; with Control the main button is the other one on some machines. */
function isByPointer({ button, ctrlKey }: Pick<MouseEvent, 'button' | 'ctrlKey'>): boolean {
  return button > 0 || ctrlKey
}

function findSubject(element: Element): Subject {
  for (const kind of ['node', 'note', 'group', 'edge'] as const) {
    const id = element.closest<HTMLElement>(`[data-${kind}-id]`)?.dataset[`${kind}Id`]
    if (id !== undefined) return { kind, id }
  }
  // What has the focus of an edge stands around its line, and its tools lie over it.
  const edgeId =
    element.closest<HTMLElement>('.react-flow__edge')?.dataset.id ??
    element.closest<HTMLElement>('[data-edge-tools]')?.dataset.edgeTools
  if (edgeId !== undefined) return { kind: 'edge', id: edgeId }
  // The card of a folded group around its header.
  const flowId = element.closest('.react-flow__node-frame')?.getAttribute('data-id')
  const groupId = flowId?.startsWith(groupElementId('')) ? flowId.slice(groupElementId('').length) : undefined
  return groupId === undefined ? { kind: 'pane' } : { kind: 'group', id: groupId }
}

function elementId({ kind, id }: ElementSubject): string {
  return kind === 'node' ? id : kind === 'note' ? noteElementId(id) : groupElementId(id)
}
