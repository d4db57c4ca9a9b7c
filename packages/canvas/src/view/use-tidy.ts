'use client'

import { toast } from '@spane/ui'
import { useReactFlow } from '@xyflow/react'
import { useCallback, useEffect, useRef } from 'react'
import { loadLayout } from '../edit/load-layout.ts'
import { useEditorActions } from '../store/editor-context.ts'
import { FIT_VIEW } from './fit-view.ts'

const ANIMATION_MS = 280

/** Lays the selection, or everything, out; animated, then fitted into view. */
export function useTidy(): () => Promise<void> {
  const { tidy, patch } = useEditorActions()
  const { fitView } = useReactFlow()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return useCallback(async () => {
    try {
      // Before anything moves: the animation is of the moves alone.
      await loadLayout()
    } catch {
      toast.error('The layout could not be loaded', { description: 'Check the connection, then tidy up again.' })
      return
    }
    patch({ tidying: true })
    void tidy()
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      patch({ tidying: false })
      void fitView(FIT_VIEW)
    }, ANIMATION_MS)
  }, [tidy, patch, fitView])
}
