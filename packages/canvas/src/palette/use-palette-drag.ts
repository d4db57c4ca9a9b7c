'use client'

import type { NodeDescription } from '@spane/node-sdk'
import { type PointerEvent as ReactPointerEvent, useCallback, useEffect, useRef, useState } from 'react'
import { useEditorStore } from '../store/editor-context.ts'
import { fitsRequest } from './fits-request.ts'

/** Less than this is a click. */
const THRESHOLD = 5

interface Point {
  x: number
  y: number
}

export interface PaletteDrop {
  description: NodeDescription
  point: Point
  /** The edge under the pointer, into which the node goes. */
  edgeId?: string
}

/**
 * Dragging out of the palette, by pointer events rather than the browser's drag and drop: the ghost can be the node
 * itself, it works by touch, and the edge under it can light up.
 */
export function usePaletteDrag(onDrop: (drop: PaletteDrop) => void): {
  dragged: { description: NodeDescription; point: Point } | null
  start: (event: ReactPointerEvent, description: NodeDescription) => void
  /** Whether the click that is being handled ended a drag. */
  wasDragged: () => boolean
} {
  const store = useEditorStore()
  const { patch } = store.actions
  const [dragged, setDragged] = useState<{ description: NodeDescription; point: Point } | null>(null)
  const moved = useRef(false)
  const stop = useRef<(() => void) | undefined>(undefined)
  const drop = useRef(onDrop)
  drop.current = onDrop
  useEffect(() => () => stop.current?.(), [])

  const start = useCallback(
    (event: ReactPointerEvent, description: NodeDescription) => {
      if (event.button !== 0) return
      const from = { x: event.clientX, y: event.clientY }
      moved.current = false
      // What could not carry an edge on is put down beside it.
      const edgeUnder = (point: Point) => {
        const edgeId = edgeAt(point)
        return edgeId !== undefined && fitsRequest(description, { edgeId }, store.getState()) ? edgeId : undefined
      }

      const onMove = (move: PointerEvent) => {
        const point = { x: move.clientX, y: move.clientY }
        if (!moved.current && Math.hypot(point.x - from.x, point.y - from.y) < THRESHOLD) return
        moved.current = true
        setDragged({ description, point })
        patch({ dropEdgeId: edgeUnder(point) ?? null })
      }
      const onUp = (up: PointerEvent) => {
        stop.current?.()
        const point = { x: up.clientX, y: up.clientY }
        const isOverCanvas = document.elementFromPoint(point.x, point.y)?.closest('.workflow-canvas')
        if (moved.current && isOverCanvas) drop.current({ description, point, edgeId: edgeUnder(point) })
      }
      const onKeyDown = (key: KeyboardEvent) => {
        if (key.key !== 'Escape') return
        key.stopPropagation()
        stop.current?.()
      }
      stop.current = () => {
        document.removeEventListener('pointermove', onMove)
        document.removeEventListener('pointerup', onUp)
        document.removeEventListener('pointercancel', cancel)
        document.removeEventListener('keydown', onKeyDown, true)
        stop.current = undefined
        setDragged(null)
        patch({ dropEdgeId: null })
      }
      const cancel = () => stop.current?.()
      document.addEventListener('pointermove', onMove)
      document.addEventListener('pointerup', onUp)
      document.addEventListener('pointercancel', cancel)
      document.addEventListener('keydown', onKeyDown, true)
    },
    [store, patch],
  )
  return { dragged, start, wasDragged: () => moved.current }
}

/** The tools of an edge lie over it, and come up under the pointer when it crosses the middle. */
function edgeAt({ x, y }: Point): string | undefined {
  const under = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-edge-id], [data-edge-tools]')
  return under?.dataset.edgeId ?? under?.dataset.edgeTools
}
