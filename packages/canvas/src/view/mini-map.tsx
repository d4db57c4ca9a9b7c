'use client'

import { Panel, useReactFlow, useStoreApi } from '@xyflow/react'
import { type PointerEvent, type ReactElement, useCallback, useEffect, useRef } from 'react'
import { useEditorStore } from '../store/editor-context.ts'
import { drawMap, rectOf } from './draw-map.ts'
import { boundsOf, frameMap, type MapFrame } from './map-frame.ts'

const SIZE = { width: 150, height: 96 }
/** A drag and a run change the drawing at every frame; a map that small need not follow at once. */
const REDRAW_MS = 80
/** Of the wheel: a notch is about a tenth of the zoom. */
const WHEEL_STEP = 0.001

/**
 * All of the workflow, small, with a frame around what is in sight. Painted as a picture, at most once a frame: an element
 * a node, as React Flow's own map has, costs as much as the nodes themselves.
 */
export function MiniMap(): ReactElement {
  const store = useEditorStore()
  const flowStore = useStoreApi()
  const flow = useReactFlow()
  const picture = useRef<HTMLCanvasElement>(null)
  const sight = useRef<HTMLDivElement>(null)
  const frame = useRef<MapFrame>({ x: 0, y: 0, scale: 1 })

  useEffect(() => {
    const context = picture.current?.getContext('2d')
    if (!picture.current || !context) return
    const { canvas } = context
    canvas.width = SIZE.width * devicePixelRatio
    canvas.height = SIZE.height * devicePixelRatio
    context.scale(devicePixelRatio, devicePixelRatio)
    const colors = new Map<string, string>()
    const colorOf = (token: string) => {
      const color = colors.get(token) ?? getComputedStyle(canvas).getPropertyValue(token).trim()
      colors.set(token, color)
      return color
    }
    let content = boundsOf([])
    let isStale = true
    let scheduled = 0
    const paint = () => {
      scheduled = 0
      const { width, height, transform } = flowStore.getState()
      const [x, y, zoom] = transform
      const view = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom }
      if (isStale) content = boundsOf(store.getState().flowNodes.map(rectOf))
      const next = frameMap(content, view, SIZE)
      const { current } = frame
      const isMoved = next.x !== current.x || next.y !== current.y || next.scale !== current.scale
      frame.current = next
      if (isStale || isMoved) drawMap(context, store.getState(), next, colorOf)
      isStale = false
      if (!sight.current) return
      const { style } = sight.current
      style.translate = `${(view.x - next.x) / next.scale}px ${(view.y - next.y) / next.scale}px`
      style.width = `${view.width / next.scale}px`
      style.height = `${view.height / next.scale}px`
    }
    const schedule = () => {
      scheduled ||= requestAnimationFrame(paint)
    }
    let waiting: ReturnType<typeof setTimeout> | undefined
    const redraw = () => {
      waiting ??= setTimeout(() => {
        waiting = undefined
        isStale = true
        schedule()
      }, REDRAW_MS)
    }
    schedule()
    const stops = [
      store.subscribe((state, before) => {
        if (state.flowNodes !== before.flowNodes || state.run !== before.run) redraw()
      }),
      flowStore.subscribe(({ transform, width, height }, before) => {
        if (transform !== before.transform || width !== before.width || height !== before.height) schedule()
      }),
    ]
    const theme = new MutationObserver(() => {
      colors.clear()
      redraw()
    })
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'data-theme'] })
    return () => {
      cancelAnimationFrame(scheduled)
      clearTimeout(waiting)
      for (const stop of stops) stop()
      theme.disconnect()
    }
  }, [store, flowStore])

  // React's own wheel listeners are passive, and cannot keep the page from zooming along.
  useEffect(() => {
    const element = picture.current
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      event.stopPropagation()
      void flow.zoomTo(flow.getZoom() * 2 ** (-event.deltaY * WHEEL_STEP * 2))
    }
    element?.addEventListener('wheel', onWheel, { passive: false })
    return () => element?.removeEventListener('wheel', onWheel)
  }, [flow])

  const look = useCallback(
    (event: PointerEvent<HTMLCanvasElement>) => {
      const box = event.currentTarget.getBoundingClientRect()
      const { x, y, scale } = frame.current
      const zoom = flow.getZoom()
      void flow.setCenter(x + (event.clientX - box.left) * scale, y + (event.clientY - box.top) * scale, { zoom })
    },
    [flow],
  )
  return (
    <Panel
      position="bottom-right"
      className="mini-map nopan nowheel m-3! overflow-hidden rounded-md border border-line bg-surface max-md:hidden"
    >
      <canvas
        ref={picture}
        role="img"
        aria-label="Map of the workflow"
        style={SIZE}
        className="block cursor-pointer touch-none"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          look(event)
        }}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && look(event)}
      />
      <div ref={sight} className="mini-map-sight pointer-events-none absolute top-0 left-0" />
    </Panel>
  )
}
