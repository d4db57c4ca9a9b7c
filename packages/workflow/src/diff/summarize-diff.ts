import type { WorkflowDiff } from './diff-workflows.ts'

/** How many nodes came, went or changed; those that only moved are not among them. */
export function countChangedNodes({ nodes }: WorkflowDiff): number {
  return nodes.added.length + nodes.removed.length + nodes.changed.length
}

/** Whether two workflows are the same but for where things stand. */
export function isSameContent({ nodes, edges, notes, groups, workflow }: WorkflowDiff): boolean {
  const changes = [nodes, notes, groups].flatMap(({ added, removed, changed }) => [added, removed, changed])
  return [...changes, edges.added, edges.removed, workflow].every((list) => list.length === 0)
}

/** The difference in a few words, `3 nodes changed` for example: what weighs most is named. Undefined when there is none. */
export function summarizeDiff(diff: WorkflowDiff): string | undefined {
  const nodes = countChangedNodes(diff)
  if (nodes > 0) return `${count(nodes, 'node')} changed`
  const edges = diff.edges.added.length + diff.edges.removed.length
  if (edges > 0) return `${count(edges, 'connection')} changed`
  const settings = diff.workflow.filter(({ path }) => path !== 'name')
  if (settings.length > 0) return 'settings changed'
  if (diff.workflow.length > 0) return 'name changed'
  if (!isSameContent(diff)) return 'notes or groups changed'
  const moved = diff.nodes.moved.length + diff.notes.moved.length
  if (moved > 0) return `${diff.notes.moved.length === 0 ? count(moved, 'node') : count(moved, 'element')} moved`
  return diff.groups.moved.length > 0 ? `${count(diff.groups.moved.length, 'group')} folded or unfolded` : undefined
}

function count(number: number, word: string): string {
  return `${number.toLocaleString('en')} ${word}${number === 1 ? '' : 's'}`
}
