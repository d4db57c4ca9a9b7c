import type { ChangeKind } from '@spane/canvas'
import {
  type Changed,
  diffJson,
  type FieldChange,
  type ItemsDiff,
  type Workflow,
  type WorkflowDiff,
  type WorkflowEdge,
  type WorkflowNode,
} from '@spane/workflow'

/** One line of the list of differences. */
export interface ChangeEntry {
  key: string
  kind: ChangeKind
  /** What it is about, for a person: its name. */
  title: string
  /** What sort of thing it is. */
  what: string
  fields: FieldChange[]
  /** What the canvas shows of it. */
  place?: { kind: 'node' | 'note'; id: string }
}

/** Everything that differs, nodes first and what only moved last. */
export function listChanges(diff: WorkflowDiff, before: Workflow, after: Workflow): ChangeEntry[] {
  const nameOf = createNames(before, after)
  const entries = [
    ...entriesOf(diff.nodes, 'node', (node) => node.name || node.id, contentOf),
    ...diff.edges.added.map((edge) => toEdgeEntry(edge, 'added', nameOf)),
    ...diff.edges.removed.map((edge) => toEdgeEntry(edge, 'removed', nameOf)),
    ...(diff.workflow.length > 0
      ? [
          {
            key: 'workflow',
            kind: 'changed' as const,
            title: 'Settings of the workflow',
            what: 'workflow',
            fields: diff.workflow,
          },
        ]
      : []),
    ...entriesOf(diff.notes, 'note', (note) => firstLine(note.text)),
    ...entriesOf(diff.groups, 'group', (group) => group.name || 'Group'),
  ]
  return [...entries.filter(({ kind }) => kind !== 'moved'), ...entries.filter(({ kind }) => kind === 'moved')]
}

function entriesOf<T extends { id: string }>(
  { changed, added, removed, moved }: ItemsDiff<T>,
  what: 'node' | 'note' | 'group',
  titleOf: (item: T) => string,
  /** What is shown of something that came or went. */
  showOf: (item: T) => object = () => ({}),
): ChangeEntry[] {
  const toEntry = (kind: ChangeKind, { item, fields }: Changed<T>): ChangeEntry => ({
    key: `${what} ${item.id}`,
    kind,
    what,
    title: titleOf(item),
    fields,
    ...(what !== 'group' && { place: { kind: what, id: item.id } }),
  })
  return [
    ...changed.map((change) => toEntry('changed', change)),
    ...added.map((item) => toEntry('added', { item, fields: diffJson({}, showOf(item)) })),
    ...removed.map((item) => toEntry('removed', { item, fields: diffJson(showOf(item), {}) })),
    ...moved.map((item) => toEntry('moved', { item, fields: [] })),
  ]
}

function contentOf({ type, config, settings }: WorkflowNode): object {
  return { type, config, ...(settings && { settings }) }
}

function toEdgeEntry(edge: WorkflowEdge, kind: 'added' | 'removed', nameOf: (id: string) => string): ChangeEntry {
  const { source, sourcePort, target } = edge
  const port = sourcePort === 'main' ? '' : ` (${sourcePort})`
  return {
    key: `${kind} ${edge.id}`,
    kind,
    what: 'connection',
    title: `${nameOf(source)}${port} → ${nameOf(target)}`,
    fields: [],
    place: { kind: 'node', id: source },
  }
}

function createNames(before: Workflow, after: Workflow): (id: string) => string {
  const names = new Map([...before.nodes, ...after.nodes].map((node) => [node.id, node.name || node.id]))
  return (id) => names.get(id) ?? id
}

function firstLine(text: string): string {
  const line = text.split('\n').find((candidate) => candidate.trim() !== '')
  return line?.replace(/^#+\s*/, '').slice(0, 80) ?? 'Empty note'
}

/** A value as the list shows it: its JSON, or the text itself. */
export function showValue(value: unknown): string {
  if (value === undefined) return 'not set'
  if (typeof value === 'string') return value === '' ? '""' : value
  return JSON.stringify(value, null, typeof value === 'object' ? 2 : 0)
}
