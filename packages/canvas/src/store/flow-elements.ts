import type { Position, Workflow, WorkflowEdge } from '@spane/workflow'
import type { Edge, Node } from '@xyflow/react'
import { nodeSize } from '../edit/node-geometry.ts'
import type { NodePorts } from '../edit/node-ports.ts'

/** What React Flow is given: ids, places and selection. Everything else the components read from the store. */
export type FlowNode = Node<Record<string, never>, 'workflow'>
export type FlowEdge = Edge<Record<string, never>, 'workflow'>

const NO_DATA: Record<string, never> = {}

/** React Flow's nodes for a workflow; those that did not change keep their identity, measures and selection. */
export function syncFlowNodes(
  workflow: Workflow,
  positions: ReadonlyMap<string, Position>,
  ports: ReadonlyMap<string, NodePorts>,
  before: readonly FlowNode[],
): FlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]))
  return workflow.nodes.map(({ id }) => {
    const old = known.get(id)
    const position = positions.get(id) ?? { x: 0, y: 0 }
    if (old) return old.position.x === position.x && old.position.y === position.y ? old : { ...old, position }
    const { width, height } = nodeSize(ports.get(id))
    return { id, type: 'workflow', position, data: NO_DATA, initialWidth: width, initialHeight: height }
  })
}

/** React Flow's edges for a workflow, with the same care for identity. */
export function syncFlowEdges(
  workflow: Workflow,
  nameOf: (nodeId: string) => string,
  before: readonly FlowEdge[],
): FlowEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]))
  const nodeIds = new Set(workflow.nodes.map((node) => node.id))
  const edges: FlowEdge[] = []
  for (const edge of workflow.edges) {
    // An edge to nowhere is for validation to report; React Flow could not draw it.
    if (!nodeIds.has(edge.source) || !nodeIds.has(edge.target)) continue
    const ariaLabel = `Edge from ${nameOf(edge.source)} to ${nameOf(edge.target)}`
    const old = known.get(edge.id)
    edges.push(old && sameEdge(old, edge) && old.ariaLabel === ariaLabel ? old : toFlowEdge(edge, ariaLabel, old))
  }
  return edges
}

function sameEdge(flow: FlowEdge, edge: WorkflowEdge): boolean {
  return (
    flow.source === edge.source &&
    flow.target === edge.target &&
    flow.sourceHandle === edge.sourcePort &&
    flow.targetHandle === edge.targetPort
  )
}

function toFlowEdge(edge: WorkflowEdge, ariaLabel: string, old: FlowEdge | undefined): FlowEdge {
  return {
    id: edge.id,
    type: 'workflow',
    source: edge.source,
    target: edge.target,
    sourceHandle: edge.sourcePort,
    targetHandle: edge.targetPort,
    data: NO_DATA,
    ariaLabel,
    selected: old?.selected,
  }
}
