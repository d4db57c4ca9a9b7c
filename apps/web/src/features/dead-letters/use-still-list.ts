'use client'

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { holdStill } from './hold-still.ts'

export interface StillList<Row> {
  /** Of the element that holds the list. */
  ref: RefObject<HTMLElement | null>
  rows: readonly Row[]
  /** Rows that came and are not shown. */
  fresh: number
  /** Keys of rows that are still shown and left the list. */
  gone: ReadonlySet<string>
  showFresh: () => void
}

const NONE: ReadonlySet<string> = new Set()

/**
 * Shows a live list that does not move under the pointer, nor under the focus of the keyboard: what came is counted, and
 * shown once the list is left or `showFresh` is called. With another `list` it begins anew.
 */
export function useStillList<Row>(list: string, latest: readonly Row[], keyOf: (row: Row) => string): StillList<Row> {
  const ref = useRef<HTMLElement | null>(null)
  const [held, setHeld] = useState<{ list: string; rows: readonly Row[] }>()
  const latestRef = useRef(latest)
  latestRef.current = latest

  useEffect(() => {
    const element = ref.current
    if (!element) return
    const hold = () => setHeld((before) => (before?.list === list ? before : { list, rows: latestRef.current }))
    const release = () => {
      if (!element.matches(':hover') && !element.contains(document.activeElement)) setHeld(undefined)
    }
    // A focus that moves away has not arrived anywhere yet while its event is handled.
    const releaseLater = () => queueMicrotask(release)
    element.addEventListener('pointerenter', hold)
    element.addEventListener('focusin', hold)
    element.addEventListener('pointerleave', release)
    element.addEventListener('focusout', releaseLater)
    return () => {
      element.removeEventListener('pointerenter', hold)
      element.removeEventListener('focusin', hold)
      element.removeEventListener('pointerleave', release)
      element.removeEventListener('focusout', releaseLater)
    }
  }, [list])

  const showFresh = useCallback(() => setHeld({ list, rows: latestRef.current }), [list])
  // It was empty when the pointer came, or still being loaded: what it shows first is what stays.
  if (held?.list === list && held.rows.length === 0 && latest.length > 0) setHeld({ list, rows: latest })
  if (held?.list !== list || held.rows.length === 0) return { ref, rows: latest, fresh: 0, gone: NONE, showFresh }
  return { ref, ...holdStill(held.rows, latest, keyOf), showFresh }
}
