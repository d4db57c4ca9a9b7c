import type { Operation, Position } from '@spane/workflow'
import { type Grouping, groupFrame } from './groups.ts'
import { nodeSize, type Rect } from './node-geometry.ts'
import type { NodePorts } from './node-ports.ts'

interface Scene {
  grouping: Grouping
  /** Where the nodes stood before they were dragged. */
  positions: ReadonlyMap<string, Position>
  ports: ReadonlyMap<string, NodePorts>
}

/**
 * Has dragged nodes join the open group in whose frame they were dropped, and leave the one that they were dragged out of.
 * Frames count as they stood before: one that followed its node would never be left. A group all of whose nodes were
 * dragged went along as a whole.
 *
 * @param moved nodes with the places where they were dropped
 */
export function planRegrouping(scene: Scene, moved: Readonly<Record<string, Position | null>>): Operation[] {
  const { groups, groupOf } = scene.grouping
  const staying = [...groups.values()].filter(
    (group) => !group.folded && group.nodeIds.some((nodeId) => moved[nodeId] === undefined),
  )
  const frames = staying.map((group) => ({ id: group.id, frame: groupFrame(group, scene.positions, scene.ports) }))
  const members = new Map(staying.map((group) => [group.id, new Set(group.nodeIds)]))
  for (const [nodeId, position] of Object.entries(moved)) {
    const from = groupOf.get(nodeId)
    if (!position) continue
    // It went along with its group, folded or not.
    if (from !== undefined && !members.has(from)) continue
    const center = centerOf(position, nodeSize(scene.ports.get(nodeId)))
    const into = frames.find(({ frame }) => contains(frame, center))?.id
    if (into === from) continue
    if (from !== undefined) members.get(from)?.delete(nodeId)
    if (into !== undefined) members.get(into)?.add(nodeId)
  }
  return staying.flatMap((group): Operation[] => {
    const nodeIds = [...(members.get(group.id) ?? [])]
    if (nodeIds.length === group.nodeIds.length && group.nodeIds.every((id) => nodeIds.includes(id))) return []
    return [{ type: 'updateGroup', groupId: group.id, patch: { nodeIds } }]
  })
}

/** What became of the groups, for those who do not see it. */
export function describeRegrouping({ grouping }: Scene, operations: readonly Operation[]): string {
  const parts = operations.flatMap((operation) => {
    const group = operation.type === 'updateGroup' ? grouping.groups.get(operation.groupId) : undefined
    if (operation.type !== 'updateGroup' || !group) return []
    const count = operation.patch.nodeIds?.length ?? 0
    return [`${group.name} has ${count} ${count === 1 ? 'node' : 'nodes'} now`]
  })
  return parts.join('. ')
}

function centerOf({ x, y }: Position, size: { width: number; height: number }): Position {
  return { x: x + size.width / 2, y: y + size.height / 2 }
}

function contains({ x, y, width, height }: Rect, point: Position): boolean {
  return point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height
}
