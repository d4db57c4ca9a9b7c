import type { Workflow, WorkflowEdge, WorkflowNode } from '../definition.ts'
import type { Group, Note } from '../layout.ts'
import { diffJson, type FieldChange } from './diff-json.ts'

/** Something that is on both sides, as it is now, with the fields in which it differs. */
export interface Changed<T> {
  item: T
  fields: FieldChange[]
}

export interface ItemsDiff<T> {
  added: T[]
  removed: T[]
  changed: Changed<T>[]
  /** On both sides and equal, but for where they stand. */
  moved: T[]
}

/** How one workflow differs from another. */
export interface WorkflowDiff {
  nodes: ItemsDiff<WorkflowNode>
  /** By what they connect: an edge has no fields that could change. */
  edges: { added: WorkflowEdge[]; removed: WorkflowEdge[] }
  notes: ItemsDiff<Note>
  groups: ItemsDiff<Group>
  /** Name, entry and settings. */
  workflow: FieldChange[]
}

/**
 * What has to happen to `before` to become `after`. Nodes, notes and groups are the same when their ids are. A node that
 * only moved counts apart, because moving changes nothing that runs.
 */
export function diffWorkflows(before: Workflow, after: Workflow): WorkflowDiff {
  return {
    nodes: diffItems(before.nodes, after.nodes, diffNodes),
    edges: diffEdges(before.edges, after.edges),
    notes: diffItems(before.layout?.notes ?? [], after.layout?.notes ?? [], diffNotes),
    groups: diffItems(before.layout?.groups ?? [], after.layout?.groups ?? [], diffGroups),
    workflow: diffJson(frameOf(before), frameOf(after)),
  }
}

/** Names an edge by what it connects: two edges of equal ends are the same edge, whatever their ids. */
export function edgeEnds({ source, sourcePort, target, targetPort }: WorkflowEdge): string {
  return JSON.stringify([source, sourcePort, target, targetPort])
}

function frameOf({ name, entryNodeId, settings }: Workflow) {
  return { name, entryNodeId, settings: settings ?? {} }
}

function diffEdges(before: readonly WorkflowEdge[], after: readonly WorkflowEdge[]): WorkflowDiff['edges'] {
  const had = new Set(before.map(edgeEnds))
  const has = new Set(after.map(edgeEnds))
  return {
    added: after.filter((edge) => !had.has(edgeEnds(edge))),
    removed: before.filter((edge) => !has.has(edgeEnds(edge))),
  }
}

interface ItemChange {
  fields: FieldChange[]
  moved: boolean
}

function diffItems<T extends { id: string }>(
  before: readonly T[],
  after: readonly T[],
  compare: (before: T, after: T) => ItemChange,
): ItemsDiff<T> {
  const had = new Map(before.map((item) => [item.id, item]))
  const has = new Set(after.map((item) => item.id))
  const diff: ItemsDiff<T> = { added: [], removed: before.filter(({ id }) => !has.has(id)), changed: [], moved: [] }
  for (const item of after) {
    const old = had.get(item.id)
    if (old === item) continue
    if (!old) {
      diff.added.push(item)
      continue
    }
    const { fields, moved } = compare(old, item)
    if (fields.length > 0) diff.changed.push({ item, fields })
    else if (moved) diff.moved.push(item)
  }
  return diff
}

function diffNodes(before: WorkflowNode, after: WorkflowNode): ItemChange {
  const content = ({ position: _, id: __, ...rest }: WorkflowNode) => ({
    ...rest,
    // What means the same is no difference.
    name: rest.name || undefined,
    disabled: rest.disabled || undefined,
    settings: rest.settings ?? {},
  })
  return {
    fields: diffJson(content(before), content(after)),
    moved: diffJson(before.position, after.position).length > 0,
  }
}

function diffNotes(before: Note, after: Note): ItemChange {
  const content = ({ text, color }: Note) => ({ text, color })
  const place = ({ position, size }: Note) => ({ position, size })
  return {
    fields: diffJson(content(before), content(after)),
    moved: diffJson(place(before), place(after)).length > 0,
  }
}

/** Whether a group is folded is how it is looked at. */
function diffGroups(before: Group, after: Group): ItemChange {
  const content = ({ name, nodeIds, color }: Group) => ({ name, nodeIds, color })
  return { fields: diffJson(content(before), content(after)), moved: before.folded !== after.folded }
}
