'use client'

import { useConnection } from '@xyflow/react'
import { Ban, Link2, Plus, Undo2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { REFUSALS } from '../edit/connect.ts'
import { useEditor } from '../store/editor-context.ts'
import { useWireTarget } from './use-wire-target.ts'

const HINTS = {
  connect: { port: 'Connect', pane: 'Add a node' },
  rewire: { port: 'Move the edge here', pane: 'Leave the edge as it is' },
} as const

const ORIGIN = { x: 0, y: 0 }

/** Beside the pointer while a wire is dragged: what letting go would do, or why it would do nothing. */
export function WireHint(): ReactElement | null {
  const connection = useConnection()
  const target = useWireTarget(connection.toHandle, connection.to ?? ORIGIN)
  const isRewiring = useEditor((state) => state.wire?.edgeId !== undefined)
  if (!connection.inProgress || target.kind === 'none') return null
  const isRefused = target.kind === 'refused'
  const Icon = isRefused ? Ban : target.kind === 'port' ? Link2 : isRewiring ? Undo2 : Plus
  return (
    <div
      role="status"
      data-tone={isRefused ? 'failed' : 'accent'}
      className="pointer-events-none absolute z-20 flex items-center gap-1 whitespace-nowrap rounded-sm border border-tone/30 bg-tone-soft px-1.5 py-0.5 font-medium text-tone text-xs"
      style={{ left: connection.pointer.x + 14, top: connection.pointer.y + 14 }}
    >
      <Icon aria-hidden="true" className="size-3" />
      {isRefused ? REFUSALS[target.reason] : HINTS[isRewiring ? 'rewire' : 'connect'][target.kind]}
    </div>
  )
}
