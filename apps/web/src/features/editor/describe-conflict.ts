import { describeFields, type NodeDescription } from '@spane/node-sdk'
import { isSameJson, type MergeConflict, type Workflow } from '@spane/workflow'

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
  if (field === null) return { key, subject: element, ...describeElement(conflict, names) }
  return {
    key,
    subject: `${element} · ${fieldName(conflict, field, names)}`,
    mine: describeValue(mine),
    theirs: describeValue(theirs),
    base: describeValue(base),
  }
}

/** An element that one side deleted, by the fields that the other one edited. */
function describeElement(conflict: MergeConflict, names: ConflictNames): Omit<DescribedConflict, 'key' | 'subject'> {
  const [mine, theirs, base] = [conflict.mine, conflict.theirs, conflict.base].map(fieldsOf)
  const edited = mine ?? theirs
  const changed = [...new Set([...(base?.keys() ?? []), ...(edited?.keys() ?? [])])].filter(
    (field) => !isSameJson(base?.get(field), edited?.get(field)),
  )
  const describe = (fields: Fields | undefined, otherwise: string) => {
    if (!fields) return 'Deleted'
    const lines = changed.map((field) => `${fieldName(conflict, field, names)}: ${describeValue(fields.get(field))}`)
    return lines.join('\n') || otherwise
  }
  const connected = 'Connected to another node'
  return {
    mine: describe(mine, connected),
    theirs: describe(theirs, connected),
    base: describe(base, 'Not connected to it'),
  }
}

type Fields = ReadonlyMap<string, unknown>

/** The fields of a node, a note or a group, but where it stands, which is no edit that a deletion would lose. */
function fieldsOf(element: unknown): Fields | undefined {
  if (typeof element !== 'object' || element === null) return undefined
  const { id: _id, position: _position, size: _size, ...rest } = element as Record<string, unknown>
  return new Map(
    Object.entries(rest).flatMap(([name, value]) =>
      name === 'config' || name === 'settings'
        ? Object.entries(value ?? {}).map(([key, inner]) => [`${name}.${key}`, inner] as const)
        : [[name, value] as const],
    ),
  )
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

function fieldName(conflict: MergeConflict, field: string, { working, nodeTypes }: ConflictNames): string {
  const known = FIELDS[field]
  if (known) return known
  const dot = field.indexOf('.')
  const key = field.slice(dot + 1)
  if (field.startsWith('settings.')) return `Setting ${key}`
  const node =
    conflict.field === null ? (conflict.mine ?? conflict.theirs) : working.nodes.find(({ id }) => id === conflict.id)
  const type = conflict.kind === 'node' ? (node as { type?: string } | undefined)?.type : undefined
  const description = nodeTypes.find((each) => each.type === type)
  return (description && describeFields(description).find(({ name }) => name === key)?.label) ?? key
}

function describeValue(value: unknown): string {
  if (value === undefined) return 'Not set'
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  if (text === '') return 'Empty'
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
