import { applyOperations } from '../apply-operations.ts'
import type { Workflow, WorkflowNode } from '../definition.ts'
import { isSameJson } from '../is-same-json.ts'
import { EMPTY_LAYOUT, type WorkflowLayout } from '../layout.ts'
import { byId, type Identified } from '../merge/merge-list.ts'
import type { Operation } from '../operation.ts'

/**
 * The operations that turn one workflow's content into another's, its order included; the id is left alone. What both have is
 * left untouched, so that edits made meanwhile to other things still merge.
 */
export function operationsBetween(from: Workflow, to: Workflow): Operation[] {
  if (from === to) return []
  const removals = removeWhatGoes(from, to)
  // A node that goes leaves its groups: what is left to change shows once it is gone.
  const rest = applyOperations(from, removals).workflow
  return [
    ...removals,
    ...nodeOperations(rest, to),
    ...additions(rest.edges, to.edges).map(({ item, index }): Operation => ({ type: 'addEdge', edge: item, index })),
    ...headOperations(rest, to),
    ...layoutOperations(rest.layout ?? EMPTY_LAYOUT, to.layout ?? EMPTY_LAYOUT),
  ]
}

/**
 * As `operationsBetween`, but the name stays: it says which workflow it is and not what it does.
 */
export function changeOperations(from: Workflow, to: Workflow): Operation[] {
  return operationsBetween(from, { ...to, name: from.name })
}

/** Takes out what the other has not, and what stands elsewhere in the order: that is put there anew. */
function removeWhatGoes(from: Workflow, to: Workflow): Operation[] {
  const nodes = keptInOrder(from.nodes, to.nodes)
  const edges = keptInOrder(
    from.edges,
    to.edges,
    (old, edge) => isSameJson(old, edge) && nodes.has(edge.source) && nodes.has(edge.target),
  )
  const [before, after] = [from.layout ?? EMPTY_LAYOUT, to.layout ?? EMPTY_LAYOUT]
  const notes = keptInOrder(before.notes, after.notes)
  const groups = keptInOrder(before.groups, after.groups)
  return [
    ...gone(before.groups, groups).map((groupId): Operation => ({ type: 'removeGroup', groupId })),
    ...gone(before.notes, notes).map((noteId): Operation => ({ type: 'removeNote', noteId })),
    ...gone(from.edges, edges).map((edgeId): Operation => ({ type: 'removeEdge', edgeId })),
    ...gone(from.nodes, nodes).map((nodeId): Operation => ({ type: 'removeNode', nodeId })),
  ]
}

function gone(from: readonly Identified[], kept: ReadonlySet<string>): string[] {
  return from.flatMap(({ id }) => (kept.has(id) ? [] : [id]))
}

/** Ids of what both lists hold, as far as it comes in the same order. */
function keptInOrder<T extends Identified>(
  from: readonly T[],
  to: readonly T[],
  fits: (old: T, item: T) => boolean = () => true,
): Set<string> {
  const places = new Map(from.map((item, index) => [item.id, { item, index }]))
  const kept = new Set<string>()
  let last = -1
  for (const item of to) {
    const old = places.get(item.id)
    if (!old || old.index < last || !fits(old.item, item)) continue
    last = old.index
    kept.add(item.id)
  }
  return kept
}

function nodeOperations(from: Workflow, to: Workflow): Operation[] {
  const before = byId(from.nodes)
  const added = additions(from.nodes, to.nodes).map(
    ({ item, index }): Operation => ({ type: 'addNode', node: item, index }),
  )
  const positions: [string, WorkflowNode['position'] | null][] = []
  const updates: Operation[] = []
  for (const node of to.nodes) {
    const was = before.get(node.id)
    if (!was || was === node) continue
    if (!isSameJson(was.position, node.position)) positions.push([node.id, node.position ?? null])
    const patch = patchBetween(was, node, ['type', 'name', 'config', 'settings', 'disabled'])
    if (patch) updates.push({ type: 'updateNode', nodeId: node.id, patch })
  }
  const moves = Object.fromEntries(positions) as Extract<Operation, { type: 'moveNodes' }>['positions']
  return [...added, ...updates, ...(positions.length > 0 ? [{ type: 'moveNodes' as const, positions: moves }] : [])]
}

function headOperations(from: Workflow, to: Workflow): Operation[] {
  const patch = patchBetween(from, to, ['name', 'entryNodeId', 'settings'])
  return patch ? [{ type: 'updateWorkflow', patch }] : []
}

function layoutOperations(from: WorkflowLayout, to: WorkflowLayout): Operation[] {
  const notes = byId(from.notes)
  const groups = byId(from.groups)
  return [
    ...additions(from.notes, to.notes).map(({ item, index }): Operation => ({ type: 'addNote', note: item, index })),
    ...to.notes.flatMap((note): Operation[] => {
      const was = notes.get(note.id)
      const patch = was && patchBetween(was, note, ['text', 'position', 'size', 'color'])
      return patch ? [{ type: 'updateNote', noteId: note.id, patch }] : []
    }),
    ...additions(from.groups, to.groups).map(
      ({ item, index }): Operation => ({ type: 'addGroup', group: item, index }),
    ),
    ...to.groups.flatMap((group): Operation[] => {
      const was = groups.get(group.id)
      const patch = was && patchBetween(was, group, ['name', 'nodeIds', 'folded', 'color'])
      return patch ? [{ type: 'updateGroup', groupId: group.id, patch }] : []
    }),
  ]
}

/** Items of `to` that `from` has not, each with its place once those before it are there. */
function additions<T extends Identified>(from: readonly T[], to: readonly T[]): { item: T; index: number }[] {
  const before = new Set(from.map(({ id }) => id))
  return to.map((item, index) => ({ item, index })).filter(({ item }) => !before.has(item.id))
}

/** The fields that differ, those that are gone as null; undefined when there are none. */
function patchBetween<T extends object, K extends keyof T & string>(
  from: T,
  to: T,
  keys: readonly K[],
): { [Key in K]?: NonNullable<T[Key]> } | undefined {
  const changed = keys.filter((key) => !isSameJson(from[key], to[key]))
  if (changed.length === 0) return undefined
  return Object.fromEntries(changed.map((key) => [key, to[key] ?? null])) as { [Key in K]?: NonNullable<T[Key]> }
}
