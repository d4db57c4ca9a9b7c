'use client'

import { type FitViewOptions, useReactFlow, useStoreApi } from '@xyflow/react'
import { useCallback } from 'react'
import { MOTION } from './motion.ts'

/** On a canvas narrower than this, in pixels, the map would lie on the controls. */
const MAP_NEEDS = 380

/** Whether a canvas of that width shows the map; 0 is that of one that was not measured yet. */
export function hasRoomForMap({ width }: { width: number }): boolean {
  return width === 0 || width >= MAP_NEEDS
}

const fitWith = (bottom: `${number}px`): FitViewOptions => ({
  padding: { x: '48px', top: '72px', bottom },
  maxZoom: 1,
  get duration(): number {
    return MOTION.move
  },
})

/** The line of a node's state hangs below what the canvas takes for the node. */
const ABOVE_MAP = fitWith('148px')
const ABOVE_CONTROLS = fitWith('72px')

/** How the whole workflow is brought into view: clear of what lies over the edges of the canvas, and never magnified. */
export function fitViewOptions(canvas: { width: number }): FitViewOptions {
  return hasRoomForMap(canvas) ? ABOVE_MAP : ABOVE_CONTROLS
}

/** Brings the whole workflow into view. */
export function useFitView(): () => void {
  const { fitView } = useReactFlow()
  const flowStore = useStoreApi()
  return useCallback(() => void fitView(fitViewOptions(flowStore.getState())), [fitView, flowStore])
}
