import { applyOperations } from '../apply-operations.ts'
import type { Workflow, WorkflowNode } from '../definition.ts'
import type { Operation } from '../operation.ts'
import { diffJson } from './diff-json.ts'

/**
 * Operations that give `from` the content of `to`: its nodes, edges, notes, groups, entry and settings, in its order. The name
 * stays, because it says which workflow it is and not what it does. What both have is left untouched, so that edits made
 * meanwhile to other nodes still merge.
 */
export function changeOperations(from: Workflow, to: Workflow): Operation[] {
  const operations = [...layoutRemovals(from, to), ...graphChanges(from, to), ...layoutAdditions(from, to)]
  const { entryNodeId } = applyOperations(from, operations).workflow
  const settings = diffJson(from.settings ?? {}, to.settings ?? {}).length > 0
  if (entryNodeId !== to.entryNodeId || settings) {
    const patch = { entryNodeId: to.entryNodeId ?? null, ...(settings && { settings: to.settings ?? null }) }
    operations.push({ type: 'updateWorkflow', patch })
  }
  return operations
}

const isSame = (left: unknown, right: unknown): boolean => diffJson(left, right).length === 0

function graphChanges(from: Workflow, to: Workflow): Operation[] {
  const had = new Map(from.nodes.map((node) => [node.id, node]))
  const has = new Set(to.nodes.map((node) => node.id))
  // A node that stands elsewhere in the order is put there anew: the order is content, too.
  const stays = inOrder(from.nodes, to.nodes)
  const edgeStays = inOrder(
    from.edges,
    to.edges,
    (old, edge) => isSame(old, edge) && stays.has(edge.source) && stays.has(edge.target),
  )
  const operations: Operation[] = []
  for (const edge of from.edges) if (!edgeStays.has(edge.id)) operations.push({ type: 'removeEdge', edgeId: edge.id })
  for (const node of from.nodes) {
    if (!has.has(node.id) || !stays.has(node.id)) operations.push({ type: 'removeNode', nodeId: node.id })
  }
  for (const [index, node] of to.nodes.entries()) {
    const old = stays.has(node.id) ? had.get(node.id) : undefined
    if (old) operations.push(...nodeChanges(old, node))
    else operations.push({ type: 'addNode', node, index })
  }
  for (const [index, edge] of to.edges.entries()) {
    if (!edgeStays.has(edge.id)) operations.push({ type: 'addEdge', edge, index })
  }
  return operations
}

/** Ids of what both lists hold, as far as it comes in the same order. */
function inOrder<T extends { id: string }>(
  from: readonly T[],
  to: readonly T[],
  fits: (old: T, item: T) => boolean = () => true,
): Set<string> {
  const places = new Map(from.map((item, index) => [item.id, index]))
  const kept = new Set<string>()
  let last = -1
  for (const item of to) {
    const at = places.get(item.id)
    if (at === undefined || at < last || !fits(from[at] as T, item)) continue
    last = at
    kept.add(item.id)
  }
  return kept
}

function nodeChanges(old: WorkflowNode, node: WorkflowNode): Operation[] {
  const operations: Operation[] = []
  const patch = {
    ...(old.type !== node.type && { type: node.type }),
    ...(old.name !== node.name && { name: node.name ?? null }),
    ...(!isSame(old.config, node.config) && { config: node.config }),
    ...(!isSame(old.settings, node.settings) && { settings: node.settings ?? null }),
    ...(old.disabled !== node.disabled && { disabled: node.disabled ?? null }),
  }
  if (Object.keys(patch).length > 0) operations.push({ type: 'updateNode', nodeId: node.id, patch })
  if (!isSame(old.position, node.position)) {
    operations.push({ type: 'moveNodes', positions: { [node.id]: node.position ?? null } })
  }
  return operations
}

/** A removed node would leave its groups by itself: groups that are not wholly the same go first and come last. */
function keptLayout(from: Workflow, to: Workflow) {
  const stays = inOrder(from.nodes, to.nodes)
  return {
    notes: inOrder(from.layout?.notes ?? [], to.layout?.notes ?? [], isSame),
    groups: inOrder(
      from.layout?.groups ?? [],
      to.layout?.groups ?? [],
      (old, group) => isSame(old, group) && group.nodeIds.every((id) => stays.has(id)),
    ),
  }
}

function layoutRemovals(from: Workflow, to: Workflow): Operation[] {
  const { notes, groups } = keptLayout(from, to)
  return [
    ...(from.layout?.groups ?? [])
      .filter(({ id }) => !groups.has(id))
      .map(({ id }): Operation => ({ type: 'removeGroup', groupId: id })),
    ...(from.layout?.notes ?? [])
      .filter(({ id }) => !notes.has(id))
      .map(({ id }): Operation => ({ type: 'removeNote', noteId: id })),
  ]
}

function layoutAdditions(from: Workflow, to: Workflow): Operation[] {
  const { notes, groups } = keptLayout(from, to)
  return [
    ...(to.layout?.notes ?? []).flatMap((note, index): Operation[] =>
      notes.has(note.id) ? [] : [{ type: 'addNote', note, index }],
    ),
    ...(to.layout?.groups ?? []).flatMap((group, index): Operation[] =>
      groups.has(group.id) ? [] : [{ type: 'addGroup', group, index }],
    ),
  ]
}
