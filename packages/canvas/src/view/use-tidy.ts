'use client'

import { useReactFlow } from '@xyflow/react'
import { useCallback, useEffect, useRef } from 'react'
import { useEditorActions } from '../store/editor-context.ts'

const ANIMATION_MS = 280

/** Lays the selection, or everything, out; animated, then fitted into view. */
export function useTidy(): () => void {
  const { tidy, patch } = useEditorActions()
  const { fitView } = useReactFlow()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return useCallback(() => {
    patch({ tidying: true })
    tidy()
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      patch({ tidying: false })
      void fitView({ duration: 200, padding: 0.2, maxZoom: 1 })
    }, ANIMATION_MS)
  }, [tidy, patch, fitView])
}
