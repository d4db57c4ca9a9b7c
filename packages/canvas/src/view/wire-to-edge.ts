import type { WorkflowEdge } from '@spane/workflow'
import type { PortEnd } from '../edit/connect.ts'
import type { DraggedWire } from '../store/editor-state.ts'

/** The edge that a wire becomes when it is dropped on a port, whichever end it was picked up at. */
export function wireToEdge(wire: DraggedWire, other: PortEnd): Omit<WorkflowEdge, 'id'> {
  const [from, to] = wire.side === 'source' ? [wire.end, other] : [other, wire.end]
  return { source: from.nodeId, sourcePort: from.portId, target: to.nodeId, targetPort: to.portId }
}
