import type { Note, Position, Workflow, WorkflowEdge } from '@spane/workflow'
import type { Edge, Node } from '@xyflow/react'
import { type Grouping, groupFrame } from '../edit/groups.ts'
import { cardSize } from '../edit/node-geometry.ts'
import type { NodePorts } from '../edit/node-ports.ts'
import { portHandles } from '../edit/port-handles.ts'
import { groupElementId, noteElementId } from './element-ids.ts'

type NoData = Record<string, never>

/** What React Flow is given: ids, places and selection. Everything else the components read from the store. */
export type NodeElement = Node<NoData, 'workflow'>
export type NoteElement = Node<NoData, 'note'>
// Not `group`, which React Flow has a look for.
export type GroupElement = Node<NoData, 'frame'>
export type FlowNode = NodeElement | NoteElement | GroupElement
export type FlowEdge = Edge<NoData, 'workflow'>

const NO_DATA: NoData = {}
/** The ports of a folded group's card, on which the edges hang that cross its border. */
export const FOLDED_PORT = 'folded'
const BELOW_NOTES = -2
const BELOW_NODES = -1

interface Drawing {
  workflow: Workflow
  positions: ReadonlyMap<string, Position>
  ports: ReadonlyMap<string, NodePorts>
  grouping: Grouping
}

/** React Flow's nodes for a workflow; those that did not change keep their identity, measures and selection. */
export function syncFlowNodes(drawing: Drawing, before: readonly FlowNode[]): FlowNode[] {
  const { workflow, positions, ports, grouping } = drawing
  const known = new Map(before.map((element) => [element.id, element]))
  const elements: FlowNode[] = []
  for (const { id } of workflow.nodes) {
    if (grouping.hidden.has(id)) continue
    elements.push(toNodeElement(id, positions.get(id) ?? { x: 0, y: 0 }, ports.get(id), known.get(id)))
  }
  for (const note of workflow.layout?.notes ?? []) elements.push(toNoteElement(note, known.get(noteElementId(note.id))))
  return placeFrames([...elements, ...groupElements(drawing, known)], drawing)
}

/** With its measures, which follow from its ports: React Flow then draws only what is in sight from the start. */
function toNodeElement(
  id: string,
  position: Position,
  ports: NodePorts | undefined,
  old: FlowNode | undefined,
): FlowNode {
  const handles = ports && portHandles(ports)
  if (old && old.handles === handles) return isAt(old, position) ? old : { ...old, position }
  const size = cardSize(ports)
  return { ...old, id, type: 'workflow', position, data: NO_DATA, ...size, measured: size, handles }
}

function toNoteElement(note: Note, old: FlowNode | undefined): FlowNode {
  const { position, size } = note
  if (old && isAt(old, position) && old.width === size.width && old.height === size.height) return old
  return {
    ...old,
    id: noteElementId(note.id),
    type: 'note',
    position,
    ...size,
    data: NO_DATA,
    zIndex: BELOW_NODES,
    connectable: false,
  }
}

function groupElements({ grouping }: Drawing, known: ReadonlyMap<string, FlowNode>): FlowNode[] {
  return [...grouping.groups.values()].map((group) => {
    const id = groupElementId(group.id)
    const folded = group.folded === true
    const old = known.get(id)
    if (old && (old.zIndex === undefined) === folded) return old
    return {
      id,
      type: 'frame',
      position: { x: 0, y: 0 },
      data: NO_DATA,
      selected: old?.selected,
      connectable: false,
      // A frame lets the pointer through to what it holds; its header takes it.
      ...(folded ? {} : { zIndex: BELOW_NOTES, style: { pointerEvents: 'none' as const } }),
    }
  })
}

/**
 * The elements with every group's frame around its nodes as they are placed now, in the middle of a drag too.
 * @param keepCards leaves the cards of folded groups where they are dragged: their nodes follow when they are let go
 */
export function placeFrames(
  elements: FlowNode[],
  { grouping, positions, ports }: Pick<Drawing, 'grouping' | 'positions' | 'ports'>,
  { keepCards = false } = {},
): FlowNode[] {
  if (grouping.groups.size === 0) return elements
  const places = new Map(positions)
  for (const { id, type, position } of elements) if (type === 'workflow') places.set(id, position)
  const frames = new Map(
    [...grouping.groups.values()].map((group) => [groupElementId(group.id), groupFrame(group, places, ports)]),
  )
  return elements.map((element) => {
    const frame = frames.get(element.id)
    if (!frame || (keepCards && element.zIndex === undefined)) return element
    const { x, y, width, height } = frame
    if (isAt(element, frame) && element.width === width && element.height === height) return element
    return { ...element, position: { x, y }, width, height }
  })
}

function isAt({ position }: FlowNode, { x, y }: Position): boolean {
  return position.x === x && position.y === y
}

/** React Flow's edges for a workflow, with the same care for identity. */
export function syncFlowEdges(
  workflow: Workflow,
  { hidden }: Grouping,
  nameOf: (nodeId: string) => string,
  before: readonly FlowEdge[],
): FlowEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]))
  const nodeIds = new Set(workflow.nodes.map((node) => node.id))
  const edges: FlowEdge[] = []
  for (const edge of workflow.edges) {
    // An edge to nowhere is for validation to report; React Flow could not draw it.
    if (!nodeIds.has(edge.source) || !nodeIds.has(edge.target)) continue
    const from = hidden.get(edge.source)
    const to = hidden.get(edge.target)
    if (from !== undefined && from === to) continue
    const drawn = {
      id: edge.id,
      ...(from === undefined
        ? { source: edge.source, sourceHandle: edge.sourcePort }
        : { source: groupElementId(from), sourceHandle: FOLDED_PORT }),
      ...(to === undefined
        ? { target: edge.target, targetHandle: edge.targetPort }
        : { target: groupElementId(to), targetHandle: FOLDED_PORT }),
      ariaLabel: edgeLabel(edge, nameOf),
      reconnectable: from === undefined && to === undefined,
    }
    const old = known.get(edge.id)
    edges.push(old && isSame(old, drawn) ? old : { ...drawn, type: 'workflow', data: NO_DATA, selected: old?.selected })
  }
  return edges
}

function edgeLabel(edge: WorkflowEdge, nameOf: (nodeId: string) => string): string {
  return `Edge from ${nameOf(edge.source)} to ${nameOf(edge.target)}`
}

function isSame(
  old: FlowEdge,
  drawn: Pick<FlowEdge, 'source' | 'target' | 'sourceHandle' | 'targetHandle'> & {
    ariaLabel: string
  },
): boolean {
  return (
    old.source === drawn.source &&
    old.target === drawn.target &&
    old.sourceHandle === drawn.sourceHandle &&
    old.targetHandle === drawn.targetHandle &&
    old.ariaLabel === drawn.ariaLabel
  )
}
