'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback } from 'react'

/** The execution that the address names (`?execution=`), so that loading the page again finds it. */
export function useExecutionParameter(): [string | null, (executionId: string | null) => void] {
  const pathname = usePathname()
  const executionId = useSearchParams().get('execution')
  const show = useCallback(
    (next: string | null) => {
      const query = next === null ? '' : `?execution=${encodeURIComponent(next)}`
      // Next follows the address without loading anything.
      window.history.replaceState(null, '', `${pathname}${query}`)
    },
    [pathname],
  )
  return [executionId, show]
}
