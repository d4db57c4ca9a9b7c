'use client'

import { useConnection } from '@xyflow/react'
import { Ban, Link2, Plus } from 'lucide-react'
import type { ReactElement } from 'react'
import { REFUSALS, refuseEdge } from '../edit/connect.ts'
import { useEditorStore } from '../store/editor-context.ts'
import { wireToEdge } from './wire-to-edge.ts'

/** Beside the pointer while a wire is dragged: what letting go would do, or why it would do nothing. */
export function WireHint(): ReactElement | null {
  const connection = useConnection()
  const store = useEditorStore()
  if (!connection.inProgress) return null
  const { wire, graph } = store.getState()
  if (!wire) return null
  const target = connection.toHandle
  if (target?.type === wire.side) return null
  const edge = target && wireToEdge(wire, { nodeId: target.nodeId, portId: target.id ?? '' })
  const reason = edge && refuseEdge(graph, edge, wire.forbidden.has(target.nodeId))
  const text = reason ? REFUSALS[reason] : edge ? 'Connect' : 'Add a node'
  const Icon = reason ? Ban : edge ? Link2 : Plus
  return (
    <div
      role="status"
      data-tone={reason ? 'failed' : 'accent'}
      className="pointer-events-none absolute z-20 flex items-center gap-1 whitespace-nowrap rounded-sm border border-tone/30 bg-tone-soft px-1.5 py-0.5 font-medium text-tone text-xs"
      style={{ left: connection.pointer.x + 14, top: connection.pointer.y + 14 }}
    >
      <Icon aria-hidden="true" className="size-3" />
      {text}
    </div>
  )
}
