'use client'

import { IconButton, Kbd } from '@spane/ui'
import { Panel, type ReactFlowState, useReactFlow, useStore } from '@xyflow/react'
import { Map as MapIcon, Maximize, Minus, Plus } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { useEditor } from '../store/editor-context.ts'
import { hasRoomForMap, useFitView } from './fit-view.ts'
import { MiniMap } from './mini-map.tsx'
import { MOTION } from './motion.ts'

const readZoom = (state: ReactFlowState) => Math.round(state.transform[2] * 100)

/** Zoom, fit and the map, at the bottom of the canvas. */
export function ViewControls(): ReactElement {
  const { zoomIn, zoomOut, zoomTo } = useReactFlow()
  const zoom = useStore(readZoom)
  const hasRoom = useStore(hasRoomForMap)
  const fitView = useFitView()
  const [mapOpen, setMapOpen] = useState(true)
  const hasNodes = useEditor((state) => state.flowNodes.length > 0)
  return (
    <>
      <Panel position="bottom-left" className="m-3!">
        <div
          role="toolbar"
          aria-label="View"
          className="flex items-center rounded-md border border-line bg-surface p-0.5"
        >
          <IconButton
            size="sm"
            label="Zoom out"
            shortcut={<Kbd>-</Kbd>}
            onClick={() => zoomOut({ duration: MOTION.fast })}
          >
            <Minus />
          </IconButton>
          <button
            type="button"
            aria-label={`Zoom ${zoom} %, set to 100 %`}
            onClick={() => zoomTo(1, { duration: MOTION.fast })}
            className="h-7 w-11 rounded-sm text-center text-muted text-xs tabular-nums hover:bg-hover hover:text-ink"
          >
            {zoom} %
          </button>
          <IconButton
            size="sm"
            label="Zoom in"
            shortcut={<Kbd>+</Kbd>}
            onClick={() => zoomIn({ duration: MOTION.fast })}
          >
            <Plus />
          </IconButton>
          <span className="mx-0.5 h-4 w-px bg-line" />
          <IconButton size="sm" label="Fit to view" shortcut={<Kbd>1</Kbd>} onClick={fitView}>
            <Maximize />
          </IconButton>
          {hasRoom && (
            <IconButton size="sm" label="Map" aria-pressed={mapOpen} onClick={() => setMapOpen(!mapOpen)}>
              <MapIcon className={mapOpen ? 'text-accent-ink' : undefined} />
            </IconButton>
          )}
        </div>
      </Panel>
      {mapOpen && hasNodes && hasRoom && <MiniMap />}
    </>
  )
}
