import { type ConnectionLineComponentProps, getBezierPath } from '@xyflow/react'
import type { ReactElement } from 'react'
import type { FlowNode } from '../store/flow-elements.ts'

/** The wire that follows the pointer; red and broken where it must not end. */
export function WireLine({
  fromX,
  fromY,
  fromPosition,
  toX,
  toY,
  toPosition,
  connectionStatus,
}: ConnectionLineComponentProps<FlowNode>): ReactElement {
  const [path] = getBezierPath({
    sourceX: fromX,
    sourceY: fromY,
    sourcePosition: fromPosition,
    targetX: toX,
    targetY: toY,
    targetPosition: toPosition,
    curvature: 0.3,
  })
  return (
    <g className="wire-line" data-valid={connectionStatus ?? undefined}>
      <path d={path} fill="none" className="react-flow__edge-path" />
      <circle cx={toX} cy={toY} r={4} />
    </g>
  )
}
