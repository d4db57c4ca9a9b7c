'use client'

import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useEffect } from 'react'

/** Bars and banners that come and go take less: for those the nodes stay where they are. In pixels. */
const LEAST_CHANGE = 80

/** Keeps what is in the middle of the canvas there when a panel below takes room from it, or gives it back. */
export function useSteadyMiddle(): void {
  const { getViewport, setViewport } = useReactFlow()
  const flowStore = useStoreApi()
  useEffect(() => {
    let before = flowStore.getState().height
    return flowStore.subscribe(({ height, fitViewQueued }) => {
      const shift = shiftOfMiddle(before, height)
      if (height > 0) before = height
      // What is not yet fitted into view will be, at this height.
      if (shift === 0 || fitViewQueued) return
      const { x, y, zoom } = getViewport()
      void setViewport({ x, y: y + shift, zoom })
    })
  }, [getViewport, setViewport, flowStore])
}

/** How far down the middle of the canvas goes when its height changes; 0 is the height of one that is not shown. */
export function shiftOfMiddle(before: number, now: number): number {
  if (before === 0 || now === 0 || Math.abs(now - before) < LEAST_CHANGE) return 0
  return (now - before) / 2
}
