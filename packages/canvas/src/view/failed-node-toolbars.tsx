'use client'

import type { NodeRunView } from '@spane/realtime'
import { NodeToolbar, Position, type ReactFlowState, useStore } from '@xyflow/react'
import { type ReactElement, useCallback } from 'react'
import { STATUS_HEIGHT } from '../edit/node-geometry.ts'
import type { EditorSlots } from '../editor-props.ts'
import { useEditor } from '../store/editor-context.ts'
import type { EditorState } from '../store/editor-state.ts'

/** Below this zoom the tools would be larger than what they are about. */
const LEAST_ZOOM = 0.45
/** Tools for more failures than this would cover the canvas; the nodes have them in their menus. */
const MOST = 5
/** What the tools take, in pixels, with some air. */
const TOOLS = { width: 340, height: 48 } as const
/** From the lower edge of the canvas up, in pixels: where the map and the controls of the view lie over everything. */
const TAKEN_BELOW = 122

type Tools = NonNullable<EditorSlots['failedNode']>

/** What the application offers at nodes that failed for good, on the canvas itself. */
export function FailedNodeToolbars({ tools }: { tools: Tools | undefined }): ReactElement | null {
  const failed = useEditor(failedIds)
  // Without a failure there is nothing to move: zooming draws nothing again.
  const zoom = useStore(({ transform }) => (failed !== '' && transform[2] >= LEAST_ZOOM ? transform[2] : 0))
  const nodes = useEditor((state) => state.run?.view.nodes)
  if (!tools || zoom === 0) return null
  return (
    <>
      {failed.split('\n').map((id) => {
        const node = nodes?.[id]
        return node && <FailedNodeToolbar key={id} nodeId={id} node={node} zoom={zoom} tools={tools} />
      })}
    </>
  )
}

interface FailedNodeToolbarProps {
  nodeId: string
  node: NodeRunView
  zoom: number
  tools: Tools
}

/** Under its node; above it where the controls of the canvas are, and within the canvas's right edge. */
function FailedNodeToolbar({ nodeId, node, zoom, tools }: FailedNodeToolbarProps): ReactElement {
  const isLow = useStore(useCallback((flow: ReactFlowState) => isNearBottom(flow, nodeId), [nodeId]))
  const isRight = useStore(useCallback((flow: ReactFlowState) => isNearRight(flow, nodeId), [nodeId]))
  return (
    <NodeToolbar
      nodeId={nodeId}
      isVisible
      position={isLow ? Position.Top : Position.Bottom}
      align={isRight ? 'end' : 'center'}
      // The line of the state hangs below what the canvas takes for the card.
      offset={isLow ? 8 : 8 + STATUS_HEIGHT * zoom}
      className="nodrag nopan"
    >
      {tools(nodeId, node)}
    </NodeToolbar>
  )
}

function isNearBottom({ nodeLookup, transform: [, y, zoom], height }: ReactFlowState, nodeId: string): boolean {
  const node = nodeLookup.get(nodeId)
  if (!node) return false
  const bottom = node.internals.positionAbsolute.y + (node.measured.height ?? 0) + STATUS_HEIGHT
  return bottom * zoom + y + TOOLS.height > height - TAKEN_BELOW
}

function isNearRight({ nodeLookup, transform: [x, , zoom], width }: ReactFlowState, nodeId: string): boolean {
  const node = nodeLookup.get(nodeId)
  if (!node) return false
  const middle = node.internals.positionAbsolute.x + (node.measured.width ?? 0) / 2
  return middle * zoom + x + TOOLS.width / 2 > width
}

/** As one text, which is the same as long as the failures are. Ids hold no line ends. */
function failedIds({ run, grouping }: EditorState): string {
  if (!run || run.at !== undefined || run.view.status === 'cancelled') return ''
  return Object.entries(run.view.nodes)
    .filter(([id, node]) => node.status === 'failed' && node.deadLetterId !== undefined && !grouping.hidden.has(id))
    .slice(0, MOST)
    .map(([id]) => id)
    .join('\n')
}
