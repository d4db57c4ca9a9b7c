import type { JsonKeys } from './json-path.ts'

/** Children of one branch that are listed one by one; more are gathered in ranges of so many. */
export const RANGE = 1_000
/** Levels that are open at first, unless a branch is longer than {@link LONG}. */
const OPEN_LEVELS = 2
const LONG = 100

/** One line of the tree. */
export interface JsonRow {
  /** Tells it from all other places of the value: a JSON pointer, and `~` with the start for a range. */
  id: string
  kind: 'branch' | 'range' | 'scalar'
  keys: JsonKeys
  /** Key or index; absent at the root. */
  name?: string
  value: unknown
  depth: number
  open: boolean
  /** Children of a branch or range. */
  size: number
}

/** What a person opened (true) or closed (false) by id. */
export type OpenRows = ReadonlyMap<string, boolean>

/** The lines of the tree that can be seen, were the window endless: those inside closed branches are left out. */
export function flattenJson(root: unknown, openRows: OpenRows): JsonRow[] {
  const rows: JsonRow[] = []
  const visit = (value: unknown, place: { id: string; keys: JsonKeys; depth: number; name?: string }) => {
    if (typeof value !== 'object' || value === null) {
      rows.push({ ...place, kind: 'scalar', value, open: false, size: 0 })
      return
    }
    const names = Array.isArray(value) ? undefined : Object.keys(value)
    const size = names ? names.length : (value as unknown[]).length
    const open = size > 0 && (openRows.get(place.id) ?? (place.depth < OPEN_LEVELS && size <= LONG))
    rows.push({ ...place, kind: 'branch', value, open, size })
    if (!open) return
    const depth = place.depth + 1
    const list = (from: number, to: number, atDepth: number) => {
      for (let index = from; index < to; index++) {
        const key = names ? (names[index] as string) : index
        const id = `${place.id}/${escapeKey(String(key))}`
        const child = (value as Record<string | number, unknown>)[key]
        visit(child, { id, keys: [...place.keys, key], name: String(key), depth: atDepth })
      }
    }
    if (size <= RANGE) {
      list(0, size, depth)
      return
    }
    for (let from = 0; from < size; from += RANGE) {
      const to = Math.min(size, from + RANGE)
      const id = `${place.id}/~${from}`
      const isOpen = openRows.get(id) ?? false
      const name = `${from} … ${to - 1}`
      rows.push({ id, kind: 'range', keys: place.keys, name, value, depth, open: isOpen, size: to - from })
      if (isOpen) list(from, to, depth + 1)
    }
  }
  visit(root, { id: '', keys: [], depth: 0 })
  return rows
}

function escapeKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
