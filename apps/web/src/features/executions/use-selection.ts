'use client'

import { useState } from 'react'

export interface Selection {
  /** Those of the rows in sight that are chosen, in their order. */
  ids: readonly string[]
  has: (id: string) => boolean
  toggle: (id: string) => void
  toggleAll: () => void
  clear: () => void
}

/** Which rows of a list are chosen. What has left the list is not chosen any more. */
export function useSelection(rowIds: readonly string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const ids = rowIds.filter((id) => chosen.has(id))
  return {
    ids,
    has: (id) => chosen.has(id),
    toggle: (id) => {
      const next = new Set(ids)
      if (!next.delete(id)) next.add(id)
      setChosen(next)
    },
    toggleAll: () => setChosen(new Set(ids.length === rowIds.length ? [] : rowIds)),
    clear: () => setChosen(new Set()),
  }
}
