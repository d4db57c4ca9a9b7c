import { isSameJson } from '../is-same-json.ts'
import type { Decider } from './decider.ts'
import type { MergeConflict } from './merge-conflict.ts'
import type { Three } from './merge-elements.ts'

export interface Identified {
  id: string
}

export interface MergedList<T> {
  items: T[]
  /** What mine holds on to although theirs deleted it. */
  restored: Set<string>
  /** What stays as theirs has it although mine deleted it. */
  kept: Set<string>
}

/**
 * Elements by id. One that a side deleted is gone, unless the other side edited it: that is a conflict. A move is no edit
 * in this sense: who tidies up is not asked about every node that somebody else deletes.
 */
export function mergeList<T extends Identified>(
  decider: Decider,
  lists: Three<readonly T[]>,
  options: {
    kind: Exclude<MergeConflict['kind'], 'workflow'>
    merge: (three: Three<T>) => T
    /** Whether the side's version is an edit that its deletion would lose. */
    isEdited: (base: T, now: T, side: 'mine' | 'theirs') => boolean
  },
): MergedList<T> {
  const base = byId(lists.base)
  const mine = byId(lists.mine)
  const theirs = byId(lists.theirs)
  const restored = new Set<string>()
  const kept = new Set<string>()
  const winner = (before: T, id: string): 'mine' | 'theirs' => {
    const [m, t] = [mine.get(id), theirs.get(id)]
    const side = t ? 'theirs' : 'mine'
    if (!options.isEdited(before, (t ?? m) as T, side)) return side === 'mine' ? 'theirs' : 'mine'
    return decider.side({ kind: options.kind, id, field: null, base: before, mine: m, theirs: t })
  }
  const fromTheirs = lists.theirs.flatMap((item): T[] => {
    const before = base.get(item.id)
    const own = mine.get(item.id)
    if (!before || own === item) return [item]
    if (own) return [unlessSame(item, own, options.merge({ base: before, mine: own, theirs: item }))]
    if (winner(before, item.id) === 'mine') return []
    kept.add(item.id)
    return [item]
  })
  const fromMine = lists.mine.filter((item) => {
    if (theirs.has(item.id)) return false
    const before = base.get(item.id)
    if (!before) return true
    if (winner(before, item.id) === 'theirs') return false
    restored.add(item.id)
    return true
  })
  return { items: insertInOrder(fromTheirs, fromMine, lists.mine), restored, kept }
}

/** Theirs, with each further item after the one that it follows in `order`. */
export function insertInOrder<T extends Identified>(theirs: T[], added: readonly T[], order: readonly T[]): T[] {
  if (added.length === 0) return theirs
  const fresh = new Set(added.map(({ id }) => id))
  const present = new Set(theirs.map(({ id }) => id))
  /** What follows each item of theirs; under undefined what comes first. */
  const following = new Map<string | undefined, T[]>()
  let last: string | undefined
  for (const item of order) {
    if (present.has(item.id)) last = item.id
    else if (fresh.has(item.id)) following.set(last, [...(following.get(last) ?? []), item])
  }
  return [...(following.get(undefined) ?? []), ...theirs.flatMap((item) => [item, ...(following.get(item.id) ?? [])])]
}

/** Keeps the identity of what came out as it went in. */
function unlessSame<T>(theirs: T, mine: T, merged: T): T {
  if (isSameJson(merged, theirs)) return theirs
  return isSameJson(merged, mine) ? mine : merged
}

export function byId<T extends Identified>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.id, item]))
}
