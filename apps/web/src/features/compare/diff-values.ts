import { type FieldChange, formatPath, isPlainObject, type PathKey } from '@spane/workflow'
import { diffArrays } from 'diff'

/** Insertions and deletions after which two lists count as having little in common, and go by index. */
const MAX_EDITS = 200
/** How long one list may take, in ms: the page must not stand still. */
const LIST_TIMEOUT = 100
/** Fields by which an entry of a list is the same one as before, whatever else it holds now. */
const IDENTITIES = ['id', '_id', 'key', 'name'] as const

interface Entry {
  index: number
  value: unknown
}

/**
 * Where two JSON values differ, as deep down as both have the same shape. Entries of lists are found again where they have moved on to:
 * one that was put in at the head is one difference. Places are those of the second value, of the first where it is gone.
 */
export function diffValues(before: unknown, after: unknown, path: PathKey[] = []): FieldChange[] {
  if (Object.is(before, after)) return []
  if (Array.isArray(before) && Array.isArray(after)) return diffLists(before, after, path)
  if (isPlainObject(before) && isPlainObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...keys].flatMap((key) => diffValues(own(before, key), own(after, key), [...path, key]))
  }
  return [{ path: formatPath(path), before, after }]
}

function diffLists(before: unknown[], after: unknown[], path: PathKey[]): FieldChange[] {
  const [from, to] = [before.map(toText), after.map(toText)]
  const parts = diffArrays(from, to, { maxEditLength: MAX_EDITS, timeout: LIST_TIMEOUT })
  if (!parts) return diffByIndex(before, after, path)
  const changes: FieldChange[] = []
  let [left, right] = [0, 0]
  /** Of the stretch between two entries that are the same. */
  let gone: Entry[] = []
  let fresh: Entry[] = []
  const settle = () => {
    changes.push(...diffStretch(gone, fresh, path))
    gone = []
    fresh = []
  }
  for (const { added, removed, count } of parts) {
    if (removed) {
      for (let end = left + count; left < end; left++) gone.push({ index: left, value: before[left] })
    } else if (added) {
      for (let end = right + count; right < end; right++) fresh.push({ index: right, value: after[right] })
    } else {
      settle()
      left += count
      right += count
    }
  }
  settle()
  return changes
}

/** Pairs what went with what came: by what names an entry, and otherwise in order. */
function diffStretch(gone: readonly Entry[], fresh: readonly Entry[], path: PathKey[]): FieldChange[] {
  const named = new Map(gone.flatMap((entry) => identitiesOf(entry.value).map((name) => [name, entry] as const)))
  const pairs = new Map<Entry, Entry>()
  const taken = new Set<Entry>()
  for (const entry of fresh) {
    const same = identitiesOf(entry.value)
      .map((name) => named.get(name))
      .find((old) => old && !taken.has(old))
    if (!same) continue
    pairs.set(entry, same)
    taken.add(same)
  }
  const unnamed = gone.filter((entry) => !taken.has(entry) && identitiesOf(entry.value).length === 0)
  for (const entry of fresh) {
    if (pairs.has(entry) || identitiesOf(entry.value).length > 0) continue
    const old = unnamed.shift()
    if (!old) break
    pairs.set(entry, old)
    taken.add(old)
  }
  return [
    ...gone
      .filter((entry) => !taken.has(entry))
      .map(({ index, value }) => ({ path: at(path, index), before: value, after: undefined })),
    ...fresh.flatMap((entry) => {
      const old = pairs.get(entry)
      if (old) return diffValues(old.value, entry.value, [...path, entry.index])
      return [{ path: at(path, entry.index), before: undefined, after: entry.value }]
    }),
  ]
}

function diffByIndex(before: unknown[], after: unknown[], path: PathKey[]): FieldChange[] {
  const length = Math.max(before.length, after.length)
  return Array.from({ length }, (_, index) => diffValues(before[index], after[index], [...path, index])).flat()
}

function identitiesOf(value: unknown): string[] {
  if (!isPlainObject(value)) return []
  return IDENTITIES.flatMap((field) => {
    const name = own(value, field)
    return typeof name === 'string' || typeof name === 'number' ? [`${field} ${name}`] : []
  })
}

/** The same text for what is the same, whatever the order of keys. */
function toText(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isPlainObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )
}

function at(path: PathKey[], index: number): string {
  return formatPath([...path, index])
}

/** A key that is not the object's own, `constructor` for example, is none. */
function own(value: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined
}
