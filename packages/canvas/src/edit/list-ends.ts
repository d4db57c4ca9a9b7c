import { findForbiddenNodes, type PortEnd, refuseEdge } from './connect.ts'
import type { CanvasPort, NodePorts } from './node-ports.ts'
import type { Scene } from './scene.ts'

/** A port that a wire could be led to. */
export interface WireEnd extends PortEnd {
  name: string
  /** Only where the node has several. */
  portLabel?: string
}

/**
 * The ports that a wire from `fixed` may be led to, the nearest first.
 * @param side which end of the edge `fixed` is
 */
export function listEnds(
  { graph, ports, positions }: Pick<Scene, 'graph' | 'ports' | 'positions'>,
  fixed: PortEnd,
  side: 'source' | 'target',
): WireEnd[] {
  const forbidden = findForbiddenNodes(graph, fixed, side)
  const from = positions.get(fixed.nodeId) ?? { x: 0, y: 0 }
  const ends: (WireEnd & { distance: number })[] = []
  for (const node of graph.nodes.values()) {
    const place = positions.get(node.id) ?? from
    const distance = Math.hypot(place.x - from.x, place.y - from.y)
    for (const port of portsOn(ports.get(node.id), side)) {
      const end = { nodeId: node.id, portId: port.id }
      const [source, target] = side === 'source' ? [fixed, end] : [end, fixed]
      const edge = {
        source: source.nodeId,
        sourcePort: source.portId,
        target: target.nodeId,
        targetPort: target.portId,
      }
      if (refuseEdge(graph, edge, forbidden.has(node.id))) continue
      ends.push({ ...end, name: node.name || node.id, ...(port.isNamed && { portLabel: port.label }), distance })
    }
  }
  return ends.sort((a, b) => a.distance - b.distance).map(({ distance: _distance, ...end }) => end)
}

function portsOn(ports: NodePorts | undefined, side: 'source' | 'target'): (CanvasPort & { isNamed: boolean })[] {
  if (!ports) return []
  const [list, isNamed] = side === 'source' ? [ports.inputs, ports.inputsNamed] : [ports.outputs, ports.outputsNamed]
  return list.filter((port) => !port.missing).map((port) => ({ ...port, isNamed }))
}
