'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback } from 'react'

/** What the address says of the execution over the canvas. */
export interface ExecutionParameter {
  executionId: string | null
  /** It is to be seen on the version that it ran, and not on the draft. */
  onItsVersion: boolean
  show: (executionId: string | null, options?: { onItsVersion?: boolean }) => void
}

/** The execution that the address names (`?execution=`, `&canvas=version`), so that loading the page again finds it. */
export function useExecutionParameter(): ExecutionParameter {
  const pathname = usePathname()
  const parameters = useSearchParams()
  const show = useCallback<ExecutionParameter['show']>(
    (executionId, { onItsVersion = false } = {}) => {
      const query = new URLSearchParams({
        ...(executionId !== null && { execution: executionId }),
        ...(executionId !== null && onItsVersion && { canvas: 'version' }),
      })
      // Next follows the address without loading anything.
      window.history.replaceState(null, '', query.size === 0 ? pathname : `${pathname}?${query}`)
    },
    [pathname],
  )
  return {
    executionId: parameters.get('execution'),
    onItsVersion: parameters.get('canvas') === 'version',
    show,
  }
}
