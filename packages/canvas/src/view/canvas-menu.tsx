'use client'

import {
  ContextMenu,
  ContextMenuContent,
  ContextMenuItem,
  ContextMenuSeparator,
  ContextMenuTrigger,
  copyText,
  Kbd,
} from '@spane/ui'
import { useReactFlow } from '@xyflow/react'
import { type MouseEvent, type ReactElement, type ReactNode, useRef, useState } from 'react'
import { type Clip, parseClip } from '../edit/clipboard.ts'
import { useEditor, useEditorActions, useEditorStore } from '../store/editor-context.ts'
import { FIT_VIEW } from './fit-view.ts'
import { NodeContextItems } from './node-menu.tsx'
import { useTidy } from './use-tidy.ts'

type Target = { kind: 'pane' } | { kind: 'node'; id: string } | { kind: 'edge'; id: string }

/** The menu of the right mouse button, about what is under it. */
export function CanvasMenu({ children }: { children: ReactNode }): ReactElement {
  const store = useEditorStore()
  const readOnly = useEditor((state) => state.readOnly)
  const [target, setTarget] = useState<Target>({ kind: 'pane' })
  const point = useRef({ x: 0, y: 0 })

  const onContextMenu = (event: MouseEvent) => {
    const element = event.target as Element
    point.current = { x: event.clientX, y: event.clientY }
    const nodeId = element.closest<HTMLElement>('[data-node-id]')?.dataset.nodeId
    const edgeId = element.closest<HTMLElement>('[data-edge-id]')?.dataset.edgeId
    if (nodeId !== undefined) {
      setTarget({ kind: 'node', id: nodeId })
      const isSelected = store.getState().flowNodes.some((node) => node.id === nodeId && node.selected)
      if (!isSelected) store.actions.select([nodeId])
    } else if (edgeId !== undefined) {
      setTarget({ kind: 'edge', id: edgeId })
      store.actions.select([], [edgeId])
    } else setTarget({ kind: 'pane' })
  }
  if (readOnly) return <>{children}</>
  return (
    <ContextMenu>
      <ContextMenuTrigger asChild>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it only notes what the menu will be about */}
        <div className="relative size-full" onContextMenu={onContextMenu}>
          {children}
        </div>
      </ContextMenuTrigger>
      {/* What a menu item opens takes the focus; giving it back to the canvas would close it again. */}
      <ContextMenuContent onCloseAutoFocus={(event) => event.preventDefault()}>
        {target.kind === 'node' && <NodeItems nodeId={target.id} />}
        {target.kind === 'edge' && <EdgeItems edgeId={target.id} point={point.current} />}
        {target.kind === 'pane' && <PaneItems point={point.current} />}
      </ContextMenuContent>
    </ContextMenu>
  )
}

// What was copied last, for browsers that do not let a page read the clipboard.
let lastCopied: Clip | undefined

function NodeItems({ nodeId }: { nodeId: string }): ReactElement {
  const { inspect, patch, copySelection, duplicateSelection, deleteSelection } = useEditorActions()
  const copy = () => {
    lastCopied = copySelection()
    if (lastCopied) void copyText(JSON.stringify(lastCopied, null, 2))
  }
  return (
    <>
      <ContextMenuItem shortcut={<Kbd>Enter</Kbd>} onSelect={() => inspect(nodeId)}>
        Open
      </ContextMenuItem>
      <ContextMenuItem shortcut={<Kbd>F2</Kbd>} onSelect={() => setTimeout(() => patch({ renamingNodeId: nodeId }))}>
        Rename
      </ContextMenuItem>
      <NodeContextItems nodeId={nodeId} />
      <ContextMenuSeparator />
      <ContextMenuItem shortcut={<Kbd>Ctrl C</Kbd>} onSelect={copy}>
        Copy
      </ContextMenuItem>
      <ContextMenuItem shortcut={<Kbd>Ctrl D</Kbd>} onSelect={duplicateSelection}>
        Duplicate
      </ContextMenuItem>
      <ContextMenuSeparator />
      <ContextMenuItem danger shortcut={<Kbd>Del</Kbd>} onSelect={deleteSelection}>
        Delete
      </ContextMenuItem>
    </>
  )
}

interface Point {
  x: number
  y: number
}

function EdgeItems({ edgeId, point }: { edgeId: string; point: Point }): ReactElement {
  const { patch, deleteEdge } = useEditorActions()
  return (
    <>
      <ContextMenuItem onSelect={() => setTimeout(() => patch({ picker: { anchor: point, edgeId } }))}>
        Add a node here
      </ContextMenuItem>
      <ContextMenuItem danger shortcut={<Kbd>Del</Kbd>} onSelect={() => deleteEdge(edgeId)}>
        Delete
      </ContextMenuItem>
    </>
  )
}

function PaneItems({ point }: { point: Point }): ReactElement {
  const store = useEditorStore()
  const { patch, paste, select } = store.actions
  const { screenToFlowPosition, fitView } = useReactFlow()
  const tidy = useTidy()
  const pasteHere = async () => {
    const text = await navigator.clipboard?.readText().catch(() => undefined)
    const clip = (text === undefined ? undefined : parseClip(text)) ?? lastCopied
    if (clip) paste(clip, screenToFlowPosition(point))
  }
  const addHere = () => setTimeout(() => patch({ picker: { anchor: point, position: screenToFlowPosition(point) } }))
  return (
    <>
      <ContextMenuItem shortcut={<Kbd>N</Kbd>} onSelect={addHere}>
        Add a node
      </ContextMenuItem>
      <ContextMenuItem shortcut={<Kbd>Ctrl V</Kbd>} onSelect={() => void pasteHere()}>
        Paste
      </ContextMenuItem>
      <ContextMenuSeparator />
      <ContextMenuItem shortcut={<Kbd>Ctrl A</Kbd>} onSelect={() => select([...store.getState().graph.nodes.keys()])}>
        Select all
      </ContextMenuItem>
      <ContextMenuItem shortcut={<Kbd>Shift Alt T</Kbd>} onSelect={tidy}>
        Tidy up
      </ContextMenuItem>
      <ContextMenuItem shortcut={<Kbd>1</Kbd>} onSelect={() => void fitView(FIT_VIEW)}>
        Fit to view
      </ContextMenuItem>
    </>
  )
}
