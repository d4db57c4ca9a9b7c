'use client'

import type { NodeDescription } from '@spane/node-sdk'
import { cn } from '@spane/ui'
import { useReactFlow } from '@xyflow/react'
import { Plus } from 'lucide-react'
import type { ReactElement } from 'react'
import { createPortal } from 'react-dom'
import { HEADER_HEIGHT, NODE_WIDTH } from '../edit/node-geometry.ts'
import { useEditor } from '../store/editor-context.ts'
import { NodeIcon } from '../view/node-icon.tsx'

/** The node under the pointer while it is dragged out of the palette, as large as it will be. */
export function DragGhost({
  description,
  point,
}: {
  description: NodeDescription
  point: { x: number; y: number }
}): ReactElement {
  const zoom = useReactFlow().getZoom()
  const isOnEdge = useEditor((state) => state.dropEdgeId !== null)
  return createPortal(
    <div
      aria-hidden="true"
      className={cn(
        'pointer-events-none fixed top-0 left-0 z-50 flex items-center gap-2.5 rounded-lg border border-accent bg-raised px-2.5 opacity-90 shadow-overlay',
        // The edge that is lit under it must be seen.
        isOnEdge && 'bg-raised/60',
      )}
      style={{
        width: NODE_WIDTH,
        height: HEADER_HEIGHT,
        transform: `translate(${point.x}px, ${point.y}px) scale(${zoom}) translate(-50%, -50%)`,
        transformOrigin: '0 0',
      }}
    >
      <span className="flex size-7 shrink-0 items-center justify-center rounded-md border border-line bg-sunken text-muted">
        <NodeIcon name={description.icon} className="size-4" />
      </span>
      <span className="truncate font-medium text-ink text-sm">{description.name}</span>
      {isOnEdge && (
        <span className="absolute top-full left-1/2 mt-1.5 flex -translate-x-1/2 items-center gap-1 whitespace-nowrap rounded-sm border border-accent/30 bg-accent-soft px-1.5 py-0.5 font-medium text-accent-ink text-xs">
          <Plus className="size-3" />
          Put into the edge
        </span>
      )}
    </div>,
    document.body,
  )
}
