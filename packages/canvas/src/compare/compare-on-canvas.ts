import { type Changed, diffWorkflows, edgeEnds, type Workflow, type WorkflowNode } from '@spane/workflow'
import { findFreePosition, nodeSize, type Rect } from '../edit/node-geometry.ts'

/** What happened to something on the canvas since the workflow that it is compared with. */
export type ChangeKind = 'added' | 'removed' | 'changed' | 'moved'

/** Marks by id: what has none is on both sides and equal. */
export interface ChangeMarks {
  nodes: ReadonlyMap<string, ChangeKind>
  edges: ReadonlyMap<string, ChangeKind>
  notes: ReadonlyMap<string, ChangeKind>
}

export interface CanvasComparison {
  /** `after`, with what is gone put back as ghosts. */
  workflow: Workflow
  marks: ChangeMarks
}

/** The canvas that shows how `after` differs from `before`. Ghosts stand where they stood, or below what is there now. */
export function compareOnCanvas(before: Workflow, after: Workflow): CanvasComparison {
  const diff = diffWorkflows(before, after)
  const nodes = withGhosts(after.nodes, diff.nodes.removed)
  const ids = new Set(nodes.map(({ id }) => id))
  const ghostEdges = diff.edges.removed
    .filter(({ source, target }) => ids.has(source) && ids.has(target))
    .map((edge) => ({ ...edge, id: `removed ${edgeEnds(edge)}`.slice(0, 200) }))
  const { layout } = after
  const notes = [...(layout?.notes ?? []), ...diff.notes.removed]
  const groups = layout?.groups ?? []
  return {
    workflow: {
      ...after,
      nodes,
      edges: [...after.edges, ...ghostEdges],
      layout: notes.length + groups.length > 0 ? { notes, groups: groups.map(unfolded) } : undefined,
    },
    marks: {
      nodes: marksOf(diff.nodes),
      notes: marksOf(diff.notes),
      edges: new Map<string, ChangeKind>([
        ...diff.edges.added.map(({ id }) => [id, 'added'] as const),
        ...ghostEdges.map(({ id }) => [id, 'removed'] as const),
      ]),
    },
  }
}

/** A fold would hide what changed in it. */
function unfolded<T extends { folded?: boolean }>({ folded: _, ...group }: T): Omit<T, 'folded'> {
  return group
}

interface Items {
  added: { id: string }[]
  removed: { id: string }[]
  changed: Changed<{ id: string }>[]
  moved: { id: string }[]
}

function marksOf({ added, removed, changed, moved }: Items): Map<string, ChangeKind> {
  return new Map<string, ChangeKind>([
    ...added.map(({ id }) => [id, 'added'] as const),
    ...removed.map(({ id }) => [id, 'removed'] as const),
    ...changed.map(({ item }) => [item.id, 'changed'] as const),
    ...moved.map(({ id }) => [id, 'moved'] as const),
  ])
}

function withGhosts(nodes: readonly WorkflowNode[], removed: readonly WorkflowNode[]): WorkflowNode[] {
  const size = nodeSize(undefined)
  const taken: Rect[] = nodes.flatMap(({ position }) => (position ? [{ ...position, ...size }] : []))
  const ghosts = removed.map((node) => {
    if (!node.position) return node
    const position = findFreePosition(node.position, size, taken)
    taken.push({ ...position, ...size })
    return { ...node, position }
  })
  return [...nodes, ...ghosts]
}
