'use client'

import { useReactFlow } from '@xyflow/react'
import { useCallback, useEffect, useRef } from 'react'
import { useEditorActions } from '../store/editor-context.ts'
import { FIT_VIEW } from './fit-view.ts'

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
      void fitView(FIT_VIEW)
    }, ANIMATION_MS)
  }, [tidy, patch, fitView])
}
