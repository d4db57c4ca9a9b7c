'use client'

import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useCallback } from 'react'
import { nodeSize } from '../edit/node-geometry.ts'
import { useEditorStore } from '../store/editor-context.ts'
import { MOTION } from './motion.ts'

const MARGIN = 24

/** Moves the canvas so that a node is in sight: not at all when it is, only as far as needed else, or to the middle. */
export function useRevealNode(): (nodeId: string, options?: { center?: boolean }) => void {
  const store = useEditorStore()
  const flow = useReactFlow()
  const flowStore = useStoreApi()
  return useCallback(
    (nodeId, { center = false } = {}) => {
      const { positions, ports } = store.getState()
      const position = positions.get(nodeId)
      if (!position) return
      const { width, height: viewHeight } = flowStore.getState()
      const viewWidth = width - coveredWidth()
      const { x, y, zoom } = flow.getViewport()
      const size = nodeSize(ports.get(nodeId))
      const left = position.x * zoom + x
      const top = position.y * zoom + y
      const dx = correction(left, left + size.width * zoom, viewWidth)
      const dy = correction(top, top + size.height * zoom, viewHeight)
      if (dx === 0 && dy === 0) return
      if (center) {
        const near = Math.max(zoom, 0.6)
        const middle = { x: position.x + size.width / 2, y: position.y + size.height / 2 }
        void flow.setCenter(middle.x + (width - viewWidth) / 2 / near, middle.y, { zoom: near, duration: MOTION.move })
      } else {
        void flow.setViewport({ x: x + dx, y: y + dy, zoom }, { duration: MOTION.move })
      }
    },
    [store, flow, flowStore],
  )
}

/** How much of the canvas, from its right end on, lies under the inspector: on a narrow screen that covers it. */
function coveredWidth(): number {
  const canvas = document.querySelector('.workflow-canvas')?.getBoundingClientRect()
  const panel = document.querySelector('[aria-label="Inspector"]')?.getBoundingClientRect()
  return canvas && panel ? Math.max(0, canvas.right - panel.left) : 0
}

function correction(start: number, end: number, size: number): number {
  if (start < MARGIN) return MARGIN - start
  // Where there is no room for all of it, its beginning counts.
  if (end > size - MARGIN) return Math.max(size - MARGIN - end, MARGIN - start)
  return 0
}
