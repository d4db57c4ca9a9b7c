import type { NodeDescription } from '@spane/node-sdk'
import { compileGraph, type Position, type Workflow } from '@spane/workflow'
import { resolveGroups } from '../edit/groups.ts'
import { computePorts } from '../edit/node-ports.ts'
import { resolvePositions } from '../edit/resolve-positions.ts'
import type { EditorState } from './editor-state.ts'
import { syncFlowEdges, syncFlowNodes } from './flow-elements.ts'

type Document = Pick<EditorState, 'workflow' | 'graph' | 'ports' | 'positions' | 'grouping' | 'flowNodes' | 'flowEdges'>
type Before = Pick<EditorState, 'ports' | 'flowNodes' | 'flowEdges'>

/** Everything that follows from a workflow; what did not change keeps its identity from `before`. */
export function deriveDocument(
  workflow: Workflow,
  nodeTypes: ReadonlyMap<string, NodeDescription>,
  fallbackPositions: Map<string, Position>,
  before: Before = { ports: new Map(), flowNodes: [], flowEdges: [] },
): Document {
  const graph = compileGraph(workflow)
  const ports = computePorts(graph, nodeTypes, before.ports)
  const positions = resolvePositions(graph, ports, fallbackPositions)
  const grouping = resolveGroups(workflow)
  const nameOf = (nodeId: string) => graph.nodes.get(nodeId)?.name || nodeId
  return {
    workflow,
    graph,
    ports,
    positions,
    grouping,
    flowNodes: syncFlowNodes({ workflow, positions, ports, grouping }, before.flowNodes),
    flowEdges: syncFlowEdges(workflow, grouping, nameOf, before.flowEdges),
  }
}
