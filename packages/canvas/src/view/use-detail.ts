'use client'

import { useStoreApi } from '@xyflow/react'
import { useLayoutEffect } from 'react'
import { useEditorStore } from '../store/editor-context.ts'
import { detailAt } from './detail-at.ts'

/** Keeps how much of a node is drawn in step with the zoom: the cards are told only when it changes. */
export function useDetail(): void {
  const store = useEditorStore()
  const flowStore = useStoreApi()
  useLayoutEffect(() => {
    const follow = () => {
      const detail = detailAt(flowStore.getState().transform[2], store.getState().detail)
      if (detail !== store.getState().detail) store.actions.patch({ detail })
    }
    follow()
    // Before React draws what is in sight at the new zoom, so that nothing is drawn twice.
    return flowStore.subscribe(follow)
  }, [store, flowStore])
}
