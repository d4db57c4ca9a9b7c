import { applyOperations } from '../apply-operations.ts'
import type { Workflow } from '../definition.ts'
import { isSameJson } from '../is-same-json.ts'
import { EMPTY_LAYOUT } from '../layout.ts'
import type { MergeRenames } from './merge-conflict.ts'
import { byId, type Identified } from './merge-list.ts'

export const NO_RENAMES: MergeRenames = { node: {}, note: {}, group: {} }

/**
 * New ids for elements that mine and theirs both added under the same id: they are different things that were made at the
 * same time. Equal ones are the same thing: a batch that came twice.
 */
export function findRenames(base: Workflow, mine: Workflow, theirs: Workflow): MergeRenames {
  const layouts = [base, mine, theirs].map((workflow) => workflow.layout ?? EMPTY_LAYOUT)
  const [inBase, inMine, inTheirs] = layouts as [typeof EMPTY_LAYOUT, typeof EMPTY_LAYOUT, typeof EMPTY_LAYOUT]
  return {
    node: renamesOf(base.nodes, mine.nodes, theirs.nodes),
    note: renamesOf(inBase.notes, inMine.notes, inTheirs.notes),
    group: renamesOf(inBase.groups, inMine.groups, inTheirs.groups),
  }
}

export function hasRenames(renames: MergeRenames): boolean {
  return Object.values(renames).some((ids) => Object.keys(ids).length > 0)
}

/** The workflow with the elements under their new ids; edges, entry, groups and expressions follow (rule 1.5). */
export function renameElements(workflow: Workflow, renames: MergeRenames): Workflow {
  if (!hasRenames(renames)) return workflow
  const nodeIds = new Set(workflow.nodes.map(({ id }) => id))
  const operations = Object.entries(renames.node)
    .filter(([nodeId, newId]) => nodeIds.has(nodeId) && !nodeIds.has(newId))
    .map(([nodeId, newId]) => ({ type: 'renameNode' as const, nodeId, newId }))
  const renamed = applyOperations(workflow, operations).workflow
  if (!renamed.layout) return renamed
  const rename = <T extends Identified>(items: readonly T[], ids: Record<string, string>): T[] =>
    items.map((item) => (Object.hasOwn(ids, item.id) ? { ...item, id: ids[item.id] as string } : item))
  const { notes, groups } = renamed.layout
  return { ...renamed, layout: { notes: rename(notes, renames.note), groups: rename(groups, renames.group) } }
}

function renamesOf<T extends Identified>(
  base: readonly T[],
  mine: readonly T[],
  theirs: readonly T[],
): Record<string, string> {
  const before = byId(base)
  const others = byId(theirs)
  const taken = new Set([...base, ...mine, ...theirs].map(({ id }) => id))
  const clashes = mine.filter((item) => {
    const other = others.get(item.id)
    return !before.has(item.id) && other !== undefined && !isSameJson(item, other)
  })
  return Object.fromEntries(
    clashes.map(({ id }) => {
      const free = freeId(id, taken)
      taken.add(free)
      return [id, free]
    }),
  )
}

/** `http-2` → `http-3`: the first that nobody has. */
export function freeId(id: string, taken: ReadonlySet<string>): string {
  const stem = id.replace(/-\d+$/, '').slice(0, 190) || 'element'
  for (let number = 2; ; number++) {
    const candidate = `${stem}-${number}`
    if (!taken.has(candidate)) return candidate
  }
}
