import { type NodeHandle, Position } from '@xyflow/react'
import { NODE_WIDTH, PORT_SIZE, portOffset } from './node-geometry.ts'
import type { NodePorts } from './node-ports.ts'

/** The card's border: ports are placed from inside of it. */
const BORDER = 1

const known = new WeakMap<NodePorts, NodeHandle[]>()

/**
 * Where the ports of a node are, so that React Flow need not draw and measure a node that is out of sight for the sake of
 * its edges. The same ports give the same list.
 */
export function portHandles(ports: NodePorts): NodeHandle[] {
  let handles = known.get(ports)
  if (!handles) {
    handles = [
      ...ports.inputs.map(({ id }, index) => ({
        ...handleAt(id, BORDER, portOffset(index, ports.inputsNamed)),
        type: 'target' as const,
        position: Position.Left,
      })),
      ...ports.outputs.map(({ id }, index) => ({
        ...handleAt(id, NODE_WIDTH - BORDER, portOffset(index, ports.outputsNamed)),
        type: 'source' as const,
        position: Position.Right,
      })),
    ]
    known.set(ports, handles)
  }
  return handles
}

function handleAt(id: string, x: number, offset: number) {
  return { id, x: x - PORT_SIZE / 2, y: BORDER + offset - PORT_SIZE / 2, width: PORT_SIZE, height: PORT_SIZE }
}
