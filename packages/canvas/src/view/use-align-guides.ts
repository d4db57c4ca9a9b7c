'use client'

import { useStoreApi } from '@xyflow/react'
import { useMemo } from 'react'
import { findGuides } from '../edit/align-guides.ts'
import { HEADER_HEIGHT, NODE_WIDTH, type Rect } from '../edit/node-geometry.ts'
import { useEditorStore } from '../store/editor-context.ts'
import type { FlowNode } from '../store/flow-elements.ts'

/** Lines up what is dragged with what else is in sight, and turns the drag into one gesture when it ends. */
export function useAlignGuides(): { show: () => void; finish: (event: { altKey: boolean }) => void } {
  const store = useEditorStore()
  const flowStore = useStoreApi()
  return useMemo(() => {
    const show = () => {
      const { width, height, transform } = flowStore.getState()
      const [x, y, zoom] = transform
      const view: Rect = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom }
      const dragged: Rect[] = []
      const others: Rect[] = []
      for (const element of store.getState().flowNodes) {
        const rect = rectOf(element)
        if (element.dragging) dragged.push(rect)
        else if (element.type !== 'frame' && overlaps(rect, view)) others.push(rect)
      }
      const moved = boundsOf(dragged)
      const guides = moved && findGuides(moved, others)
      const isNone = !guides || guides.vertical.length + guides.horizontal.length === 0
      // Most steps of a drag meet nothing: nobody needs to be told that again.
      if (!isNone || store.getState().guides) store.actions.patch({ guides: isNone ? null : guides })
    }
    const finish = ({ altKey }: { altKey: boolean }) => {
      store.actions.patch({ guides: null })
      // With Alt held, groups stay as they are.
      store.actions.commitPositions({ regroup: !altKey })
    }
    return { show, finish }
  }, [store, flowStore])
}

/** Of a node only its head counts: that is what the eye lines up, and where single ports are. */
function rectOf({ type, position, width, height }: FlowNode): Rect {
  if (type === 'workflow') return { ...position, width: NODE_WIDTH, height: HEADER_HEIGHT }
  return { ...position, width: width ?? 0, height: height ?? 0 }
}

function boundsOf(rects: readonly Rect[]): Rect | undefined {
  if (rects.length === 0) return undefined
  const x = Math.min(...rects.map((rect) => rect.x))
  const y = Math.min(...rects.map((rect) => rect.y))
  return {
    x,
    y,
    width: Math.max(...rects.map((rect) => rect.x + rect.width)) - x,
    height: Math.max(...rects.map((rect) => rect.y + rect.height)) - y,
  }
}

function overlaps(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
