'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback, useState } from 'react'
import { COMPARE_PARAMETER } from '../../../versions/compare-href.ts'

/** The draft, or a version by its number. */
export type Side = 'draft' | number

export interface Comparison {
  /** What the canvas shows. */
  shown: Side
  /** What it is compared with; null for nothing. */
  base: Side | null
}

export interface History {
  /** Null while it is closed. */
  comparison: Comparison | null
  open: (comparison: Comparison) => void
  close: () => void
}

/** What the history shows. The address may ask for it (`?compare=4`: the draft compared with version 4). */
export function useHistory(): History {
  const pathname = usePathname()
  const asked = Number(useSearchParams().get(COMPARE_PARAMETER))
  const [comparison, setComparison] = useState<Comparison | null>(
    Number.isInteger(asked) && asked > 0 ? { shown: 'draft', base: asked } : null,
  )
  const close = useCallback(() => {
    setComparison(null)
    const parameters = new URLSearchParams(window.location.search)
    if (!parameters.has(COMPARE_PARAMETER)) return
    parameters.delete(COMPARE_PARAMETER)
    window.history.replaceState(null, '', parameters.size > 0 ? `${pathname}?${parameters}` : pathname)
  }, [pathname])
  return { comparison, open: setComparison, close }
}
