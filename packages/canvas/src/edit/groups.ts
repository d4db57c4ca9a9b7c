import type { Group, Position, Workflow } from '@spane/workflow'
import { NODE_WIDTH, nodeSize, type Rect } from './node-geometry.ts'
import type { NodePorts } from './node-ports.ts'

/** Multiples of the grid, so that a frame that is dragged keeps its nodes on it. */
export const GROUP_PADDING = 16
export const GROUP_HEADER = 32
export const FOLDED_SIZE = { width: NODE_WIDTH, height: 64 } as const

/** Which group each node is in, and which nodes are out of sight. */
export interface Grouping {
  /** Groups with the nodes that are really theirs: that exist, and that no group before names. Groups of none are left out. */
  groups: ReadonlyMap<string, Group>
  groupOf: ReadonlyMap<string, string>
  /** Nodes inside folded groups, with the id of the group. */
  hidden: ReadonlyMap<string, string>
}

export const NO_GROUPING: Grouping = { groups: new Map(), groupOf: new Map(), hidden: new Map() }

export function resolveGroups(workflow: Workflow): Grouping {
  const given = workflow.layout?.groups ?? []
  if (given.length === 0) return NO_GROUPING
  const existing = new Set(workflow.nodes.map((node) => node.id))
  const groups = new Map<string, Group>()
  const groupOf = new Map<string, string>()
  const hidden = new Map<string, string>()
  for (const group of given) {
    const nodeIds = [...new Set(group.nodeIds)].filter((id) => existing.has(id) && !groupOf.has(id))
    if (nodeIds.length === 0 || groups.has(group.id)) continue
    groups.set(group.id, { ...group, nodeIds })
    for (const id of nodeIds) {
      groupOf.set(id, group.id)
      if (group.folded) hidden.set(id, group.id)
    }
  }
  return { groups, groupOf, hidden }
}

/** The frame around a group's nodes, or its card when it is folded. */
export function groupFrame(
  group: Group,
  positions: ReadonlyMap<string, Position>,
  ports: ReadonlyMap<string, NodePorts>,
): Rect {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const id of group.nodeIds) {
    const position = positions.get(id)
    if (!position) continue
    const size = nodeSize(ports.get(id))
    left = Math.min(left, position.x)
    top = Math.min(top, position.y)
    right = Math.max(right, position.x + size.width)
    bottom = Math.max(bottom, position.y + size.height)
  }
  if (left === Infinity) return { x: 0, y: 0, ...FOLDED_SIZE }
  const x = left - GROUP_PADDING
  const y = top - GROUP_PADDING - GROUP_HEADER
  if (group.folded) return { x, y, ...FOLDED_SIZE }
  return { x, y, width: right + GROUP_PADDING - x, height: bottom + GROUP_PADDING - y }
}
