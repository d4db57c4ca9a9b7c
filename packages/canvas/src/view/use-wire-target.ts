'use client'

import type { Position } from '@spane/workflow'
import type { Handle } from '@xyflow/react'
import { type RefusalReason, refuseEdge } from '../edit/connect.ts'
import { cardSize } from '../edit/node-geometry.ts'
import { useEditorStore } from '../store/editor-context.ts'
import type { EditorState } from '../store/editor-state.ts'
import { wireToEdge } from './wire-to-edge.ts'

export type WireTarget =
  | { kind: 'pane' }
  | { kind: 'port' }
  | { kind: 'refused'; reason: RefusalReason }
  /** A port of the same side: neither a connection nor a refusal worth a word. */
  | { kind: 'none' }

/**
 * What letting go of the wire would mean: over `handle`, which counts anywhere on its node's body, or without one at `point`
 * of the canvas.
 */
export function useWireTarget(handle: Pick<Handle, 'nodeId' | 'id' | 'type'> | null, point: Position): WireTarget {
  const state = useEditorStore().getState()
  const { wire } = state
  if (!wire) return { kind: 'pane' }
  if (!handle) {
    const isOver = [...wire.portless].some((nodeId) => nodeId !== wire.end.nodeId && isOnCard(state, nodeId, point))
    if (isOver) return { kind: 'refused', reason: wire.side === 'source' ? 'no-input' : 'no-output' }
    return { kind: 'pane' }
  }
  if (handle.type === wire.side) return { kind: 'none' }
  const edge = wireToEdge(wire, { nodeId: handle.nodeId, portId: handle.id ?? '' })
  const reason = refuseEdge(wire.graph, edge, wire.forbidden.has(handle.nodeId))
  return reason ? { kind: 'refused', reason } : { kind: 'port' }
}

function isOnCard({ positions, ports, grouping }: EditorState, nodeId: string, { x, y }: Position): boolean {
  const place = positions.get(nodeId)
  if (!place || grouping.hidden.has(nodeId)) return false
  const { width, height } = cardSize(ports.get(nodeId))
  return x >= place.x && x <= place.x + width && y >= place.y && y <= place.y + height
}
