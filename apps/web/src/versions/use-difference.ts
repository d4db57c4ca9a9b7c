'use client'

import { diffWorkflows, summarizeDiff, type Workflow } from '@spane/workflow'
import { useDeferredValue, useMemo } from 'react'

/**
 * How one workflow differs from another in a few words, e.g. `3 nodes changed`; undefined while either is not known, or when
 * they are the same. Behind what is being typed, never in its way.
 */
export function useDifference(before: Workflow | undefined, after: Workflow | undefined): string | undefined {
  const shown = useDeferredValue(after)
  return useMemo(() => (before && shown ? summarizeDiff(diffWorkflows(before, shown)) : undefined), [before, shown])
}
