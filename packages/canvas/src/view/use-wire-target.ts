'use client'

import type { Handle } from '@xyflow/react'
import { type RefusalReason, refuseEdge } from '../edit/connect.ts'
import { useEditorStore } from '../store/editor-context.ts'
import { wireToEdge } from './wire-to-edge.ts'

export type WireTarget =
  | { kind: 'pane' }
  | { kind: 'port' }
  | { kind: 'refused'; reason: RefusalReason }
  /** A port of the same side: neither a connection nor a refusal worth a word. */
  | { kind: 'none' }

/** What letting go of the wire over `handle` would mean. Ports count anywhere on their node's body. */
export function useWireTarget(handle: Pick<Handle, 'nodeId' | 'id' | 'type'> | null): WireTarget {
  const { wire } = useEditorStore().getState()
  if (!wire || !handle) return { kind: 'pane' }
  if (handle.type === wire.side) return { kind: 'none' }
  const edge = wireToEdge(wire, { nodeId: handle.nodeId, portId: handle.id ?? '' })
  const reason = refuseEdge(wire.graph, edge, wire.forbidden.has(handle.nodeId))
  return reason ? { kind: 'refused', reason } : { kind: 'port' }
}
