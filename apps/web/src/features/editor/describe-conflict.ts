import { describeFields, type NodeDescription } from '@spane/node-sdk'
import type { MergeConflict, Workflow } from '@spane/workflow'

/** A conflict in words: what it is about, and the three values as text. */
export interface DescribedConflict {
  key: string
  /** `HTTP request · URL`. */
  subject: string
  mine: string
  theirs: string
  base: string
}

export interface ConflictNames {
  /** What the person sees. */
  working: Workflow
  nodeTypes: readonly NodeDescription[]
}

const FIELDS: Record<string, string> = {
  name: 'Name',
  type: 'Type',
  disabled: 'Disabled',
  position: 'Place',
  text: 'Text',
  size: 'Size',
  color: 'Colour',
  folded: 'Folded',
  entryNodeId: 'Start node',
}

/** Longest value that is shown in full. */
const LONGEST = 2_000

export function describeConflict(conflict: MergeConflict, names: ConflictNames): DescribedConflict {
  const { key, field, mine, theirs, base } = conflict
  const element = nameOf(conflict, names)
  return {
    key,
    subject: field === null ? element : `${element} · ${fieldName(conflict, field, names)}`,
    mine: describeValue(mine, field),
    theirs: describeValue(theirs, field),
    base: describeValue(base, field),
  }
}

function nameOf({ kind, id, mine, theirs, base, field }: MergeConflict, { working }: ConflictNames): string {
  if (kind === 'workflow') return 'Workflow'
  if (kind === 'note') return 'Note'
  const whole = field === null ? [mine, theirs, base] : []
  const lists = kind === 'node' ? working.nodes : (working.layout?.groups ?? [])
  const known = [...lists.filter((item) => item.id === id), ...whole] as ({ name?: string } | undefined)[]
  const name = known.find((item) => item?.name)?.name ?? id
  return kind === 'group' ? `Group ${name}` : name
}

function fieldName({ kind, id }: MergeConflict, field: string, { working, nodeTypes }: ConflictNames): string {
  const known = FIELDS[field]
  if (known) return known
  const dot = field.indexOf('.')
  const key = field.slice(dot + 1)
  if (field.startsWith('settings.')) return `Setting ${key}`
  const type = kind === 'node' ? working.nodes.find((node) => node.id === id)?.type : undefined
  const description = nodeTypes.find((each) => each.type === type)
  return (description && describeFields(description).find(({ name }) => name === key)?.label) ?? key
}

function describeValue(value: unknown, field: string | null): string {
  if (value === undefined) return field === null ? 'Deleted' : 'Not set'
  if (field === null) return 'Edited'
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  if (text === '') return 'Empty'
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
