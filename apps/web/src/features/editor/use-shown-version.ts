'use client'

import type { ExecutionDetail } from '@spane/api'
import type { Workflow } from '@spane/workflow'
import { type RefObject, useMemo } from 'react'
import { isSameGraph } from './is-same-graph.ts'
import type { Run } from './use-run.ts'

/**
 * The execution whose own version takes the place of the draft on the canvas: one that was opened from the list and ran
 * something else than what is being edited.
 */
export function useShownVersion(run: Run, workingCopy: RefObject<Workflow>): ExecutionDetail | undefined {
  const { onItsVersion, live } = run
  const { detail } = live
  const definition = detail?.definition
  // Decided when it is opened: edits that follow on the draft must not take the canvas away from under the hand.
  const differs = useMemo(
    () => onItsVersion && definition !== undefined && !isSameGraph(workingCopy.current, definition),
    [onItsVersion, definition, workingCopy],
  )
  return differs ? detail : undefined
}
