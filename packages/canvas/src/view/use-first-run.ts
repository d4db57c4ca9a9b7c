'use client'

import { useEffect, useRef } from 'react'
import { findResultNode } from '../run/find-result-node.ts'
import { useEditor, useEditorStore } from '../store/editor-context.ts'

/**
 * Leads through the first run of a new workflow: says when Run is what comes next, and shows the result at the node where
 * it came about.
 * @returns whether Run is to catch the eye
 */
export function useFirstRun(isNew: boolean): boolean {
  const store = useEditorStore()
  const hasShown = useRef(false)
  const isRunnable = useEditor(
    ({ graph, problems }) => graph.nodes.size > 1 && problems.all.every(({ severity }) => severity !== 'error'),
  )
  const hasRun = useEditor((state) => state.run !== null)
  const resultNodeId = useEditor((state) => (isNew && state.run ? findResultNode(state.run.view) : undefined))
  useEffect(() => {
    if (resultNodeId === undefined || hasShown.current) return
    hasShown.current = true
    store.actions.select([resultNodeId])
    store.actions.inspect(resultNodeId, 'run')
  }, [resultNodeId, store])
  return isNew && isRunnable && !hasRun && !hasShown.current
}
