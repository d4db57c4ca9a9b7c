'use client'

import { toast } from '@spane/ui'
import { useCallback, useEffect, useRef } from 'react'
import { loadLayout } from '../edit/load-layout.ts'
import { useEditorActions } from '../store/editor-context.ts'
import { useFitView } from './fit-view.ts'

const ANIMATION_MS = 280

/** Lays the selection, or everything, out; animated, then fitted into view. */
export function useTidy(): () => Promise<void> {
  const { tidy, patch } = useEditorActions()
  const fitView = useFitView()
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
      fitView()
    }, ANIMATION_MS)
  }, [tidy, patch, fitView])
}
