'use client'

import { useEffect, useRef } from 'react'
import { useEditorStore } from '../store/editor-context.ts'
import { readSelection } from '../store/selection.ts'

/** Tells the application which nodes are selected, whenever these become others. */
export function useSelectionReport(onSelect: ((nodeIds: readonly string[]) => void) | undefined): void {
  const store = useEditorStore()
  const report = useRef(onSelect)
  useEffect(() => {
    report.current = onSelect
  })
  useEffect(() => {
    let told = ''
    return store.subscribe((state, before) => {
      if (state.flowNodes === before.flowNodes) return
      const nodeIds = [...readSelection({ flowNodes: state.flowNodes, flowEdges: [] }).nodes]
      const key = JSON.stringify(nodeIds)
      if (key === told) return
      told = key
      report.current?.(nodeIds)
    })
  }, [store])
}
