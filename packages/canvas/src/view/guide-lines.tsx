'use client'

import { ViewportPortal } from '@xyflow/react'
import type { ReactElement } from 'react'
import { useMovingState } from '../store/editor-context.ts'
import type { EditorState } from '../store/editor-state.ts'

/** The lines on which what is dragged stands in line with others. */
export function GuideLines(): ReactElement | null {
  const guides = useMovingState(readGuides)
  if (!guides) return null
  return (
    <ViewportPortal>
      {guides.vertical.map(({ at, from, to }) => (
        <div
          key={`x${at}`}
          data-guide="vertical"
          className="guide-line absolute w-px"
          style={{ left: at, top: from, height: to - from }}
        />
      ))}
      {guides.horizontal.map(({ at, from, to }) => (
        <div
          key={`y${at}`}
          data-guide="horizontal"
          className="guide-line absolute h-px"
          style={{ left: from, top: at, width: to - from }}
        />
      ))}
    </ViewportPortal>
  )
}

const readGuides = (state: EditorState) => state.guides
