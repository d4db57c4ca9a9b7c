'use client'

import { useRef, useState } from 'react'
import { chooseRange } from './choose-range.ts'

export interface Selection {
  /** Those that are chosen: of the rows in sight in their order, then those out of sight. */
  ids: readonly string[]
  has: (id: string) => boolean
  /** `range`: all between the row that was toggled last and this one, as Shift+click asks for. */
  toggle: (id: string, range?: boolean) => void
  /** All rows in sight, or none. */
  toggleAll: () => void
  /** Just these; they may be out of sight, e.g. on later pages. */
  choose: (ids: readonly string[]) => void
  clear: () => void
}

const NONE: ReadonlySet<string> = new Set()

/** Which rows of a list are chosen. What has left the list is not chosen any more, unless it was chosen out of sight. */
export function useSelection(rowIds: readonly string[]): Selection {
  const [chosen, setChosen] = useState(NONE)
  const [unseen, setUnseen] = useState(NONE)
  const last = useRef<string>(undefined)
  const inSight = new Set(rowIds)
  const visible = rowIds.filter((id) => chosen.has(id))
  const ids = [...visible, ...[...unseen].filter((id) => chosen.has(id) && !inSight.has(id))]
  return {
    ids,
    has: (id) => chosen.has(id),
    toggle: (id, range = false) => {
      const next = new Set(ids)
      const adds = !next.has(id)
      for (const each of range ? chooseRange(rowIds, last.current, id) : [id]) {
        if (adds) next.add(each)
        else next.delete(each)
      }
      last.current = id
      setChosen(next)
    },
    toggleAll: () => {
      setUnseen(NONE)
      setChosen(new Set(visible.length === rowIds.length ? [] : rowIds))
    },
    choose: (these) => {
      setUnseen(new Set(these))
      setChosen(new Set(these))
    },
    clear: () => {
      setUnseen(NONE)
      setChosen(NONE)
    },
  }
}
