import type { Operation, Position } from '@spane/workflow'
import { applyNodeChanges, type NodeChange } from '@xyflow/react'
import { groupFrame } from '../edit/groups.ts'
import type { EditorState } from './editor-state.ts'
import { groupElementId, readElementId } from './element-ids.ts'
import { type FlowNode, placeFrames } from './flow-elements.ts'

type Scene = Pick<EditorState, 'flowNodes' | 'grouping' | 'positions' | 'ports' | 'workflow'>

/** The elements after React Flow's changes: nodes go along with the frame of their group, and frames with their nodes. */
export function moveElements(scene: Scene, changes: NodeChange<FlowNode>[]): FlowNode[] {
  const { flowNodes, grouping } = scene
  const moved = applyNodeChanges(changes, flowNodes)
  if (grouping.groups.size === 0 || !changes.some((change) => change.type === 'position')) return moved

  const byId = new Map(flowNodes.map((element) => [element.id, element]))
  const own = new Set(changes.flatMap((change) => (change.type === 'position' ? [change.id] : [])))
  const shifts = new Map<string, Position>()
  for (const change of changes) {
    if (change.type !== 'position' || !change.position) continue
    const { kind, id } = readElementId(change.id)
    const from = byId.get(change.id)?.position
    const group = kind === 'group' ? grouping.groups.get(id) : undefined
    if (!group || !from) continue
    const shift = { x: change.position.x - from.x, y: change.position.y - from.y }
    if (shift.x !== 0 || shift.y !== 0)
      for (const nodeId of group.nodeIds) if (!own.has(nodeId)) shifts.set(nodeId, shift)
  }
  const followed =
    shifts.size === 0
      ? moved
      : moved.map((element) => {
          const shift = shifts.get(element.id)
          if (!shift) return element
          return { ...element, position: { x: element.position.x + shift.x, y: element.position.y + shift.y } }
        })
  return placeFrames(followed, scene, { keepCards: true })
}

/** The operations that make the places of the elements, as they were dragged, those of the workflow. */
export function planMoves({ flowNodes, grouping, positions, ports, workflow }: Scene): Operation[] {
  const places: Record<string, Position> = {}
  const operations: Operation[] = []
  for (const element of flowNodes) {
    const { kind, id } = readElementId(element.id)
    const { position } = element
    if (kind === 'node') {
      const before = positions.get(id)
      if (before && !isSame(before, position)) places[id] = { ...position }
    } else if (kind === 'note') {
      const before = workflow.layout?.notes.find((note) => note.id === id)
      if (before && !isSame(before.position, position)) {
        operations.push({ type: 'updateNote', noteId: id, patch: { position: { ...position } } })
      }
    }
  }
  for (const group of grouping.groups.values()) {
    const element = group.folded && flowNodes.find(({ id }) => id === groupElementId(group.id))
    if (!element) continue
    const before = groupFrame(group, positions, ports)
    if (isSame(before, element.position)) continue
    for (const id of group.nodeIds) {
      const { x, y } = positions.get(id) ?? before
      places[id] = { x: x + element.position.x - before.x, y: y + element.position.y - before.y }
    }
  }
  if (Object.keys(places).length > 0) operations.push({ type: 'moveNodes', positions: places })
  return operations
}

function isSame(a: Position, b: Position): boolean {
  return a.x === b.x && a.y === b.y
}
