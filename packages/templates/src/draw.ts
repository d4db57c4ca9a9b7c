import { deriveEdgeId, MAIN_PORT, type Position, type WorkflowEdge } from '@spane/workflow'

/** `connect('a', 'b', 'true')`: an edge from port `true` of a to b. */
export function connect(source: string, target: string, sourcePort: string = MAIN_PORT): WorkflowEdge {
  const ends = { source, sourcePort, target, targetPort: MAIN_PORT }
  return { id: deriveEdgeId(ends), ...ends }
}

/** Where the node of a column and a row stands: nodes are 224 wide and about 100 high. */
export function at(column: number, row: number): Position {
  return { x: column * 320, y: row * 160 }
}
