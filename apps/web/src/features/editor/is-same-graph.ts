import { isSameJson, type Workflow } from '@spane/workflow'

/** Whether two workflows run the same: the same nodes, edges and settings, wherever they stand on the canvas. */
export function isSameGraph(left: Workflow, right: Workflow): boolean {
  return isSameJson(essence(left), essence(right))
}

function essence({ nodes, edges, settings, entryNodeId }: Workflow) {
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
  return {
    nodes: nodes.map(({ position: _, ...node }) => node).sort(byId),
    edges: [...edges].sort(byId),
    settings,
    entryNodeId,
  }
}
